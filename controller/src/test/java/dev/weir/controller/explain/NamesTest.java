package dev.weir.controller.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.controller.kube.ObjectKey;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamesTest {

    private static final List<ObjectKey> OBJECTS = List.of(
            new ObjectKey("shop", "orders"), new ObjectKey("shop", "invoices"), new ObjectKey("bank", "orders"));
    private static final List<ObjectKey> JOBS = List.of(new ObjectKey("shop", "import"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shop | oders  | there is no ScaledObject shop/oders; did you mean shop/orders or bank/orders?
            ship | orders | there is no ScaledObject ship/orders; did you mean bank/orders or shop/orders?
            shop | import | there is no ScaledObject shop/import, but a ScaledJob of that name: ask for --kind scaledjob
            shop | x      | there is no ScaledObject shop/x; of the 3 that Weir sees, 2 are in namespace shop
            bank | x      | there is no ScaledObject bank/x; of the 3 that Weir sees, 1 is in namespace bank
            away | x      | there is no ScaledObject away/x; of the 3 that Weir sees, none is in namespace away
            """)
    void saysWhatMayHaveBeenMeant(String namespace, String name, String sentence) {
        assertEquals(
                sentence, Names.absent("ScaledObject", new ObjectKey(namespace, name), OBJECTS, "ScaledJob", JOBS));
    }

    @ParameterizedTest
    @CsvSource({"orders,orders,0", "orders,oders,1", "orders,order,1", "abc,xyz,3", "a,ab,1"})
    void countsLetters(String one, String other, int edits) {
        assertEquals(edits, Names.edits(one, other));
    }
}
