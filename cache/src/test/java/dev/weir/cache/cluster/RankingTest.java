package dev.weir.cache.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.SourceKey;
import dev.weir.cache.testing.FakeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {

    private static final List<String> MEMBERS = List.of("a", "b", "c", "d", "e");
    private static final List<SourceKey> KEYS = IntStream.range(0, 5_000)
            .mapToObj(number -> FakeSource.keyOf("q" + number))
            .toList();

    @Test
    void eachSourceHasEveryRankOnceWhoeverLooks() {
        List<String> shuffled = new ArrayList<>(MEMBERS);
        Collections.reverse(shuffled);
        for (SourceKey key : KEYS) {
            int[] ranks = MEMBERS.stream()
                    .mapToInt(self -> Ranking.of(self, shuffled).rank(key))
                    .sorted()
                    .toArray();
            assertEquals(List.of(0, 1, 2, 3, 4), IntStream.of(ranks).boxed().toList());
        }
    }

    @Test
    void theWorkIsSharedEvenly() {
        for (String self : MEMBERS) {
            Ranking ranking = Ranking.of(self, MEMBERS);
            long own = KEYS.stream().filter(key -> ranking.rank(key) == 0).count();
            assertTrue(own > 850 && own < 1_150, self + " asks " + own + " of 5,000");
        }
    }

    @Test
    void onlyTheSourcesOfWhoLeavesMoveAndTheyMoveToTheSecond() {
        List<String> without = List.of("a", "b", "d", "e");
        for (String self : without) {
            Ranking before = Ranking.of(self, MEMBERS);
            Ranking after = Ranking.of(self, without);
            Ranking left = Ranking.of("c", MEMBERS);
            for (SourceKey key : KEYS) {
                boolean moved = before.rank(key) != 0 && after.rank(key) == 0;
                boolean second = left.rank(key) == 0 && before.rank(key) == 1;
                assertEquals(second, moved);
            }
        }
    }

    @Test
    void whoIsNewAsksWhoAskedBefore() {
        List<String> before = List.of("a", "b", "c");
        Ranking joiner = Ranking.of("d", List.of("a", "b", "c", "d"));
        for (SourceKey key : KEYS) {
            String asks = before.stream()
                    .filter(self -> Ranking.of(self, before).rank(key) == 0)
                    .findFirst()
                    .orElseThrow();
            assertEquals(Optional.of(asks), joiner.firstOther(key));
        }
    }

    @Test
    void whoDoesNotTakePartYetComesLast() {
        Ranking outside = Ranking.of("z", List.of("a", "b"));
        assertTrue(outside.shared());
        KEYS.forEach(key -> assertEquals(2, outside.rank(key)));
    }

    @Test
    void whoIsAloneAsksEverything() {
        for (Ranking alone : List.of(Ranking.of("a", List.of()), Ranking.of("a", List.of("a")))) {
            assertFalse(alone.shared());
            KEYS.forEach(key -> assertEquals(0, alone.rank(key)));
            assertEquals(Optional.empty(), alone.firstOther(KEYS.get(0)));
        }
    }
}
