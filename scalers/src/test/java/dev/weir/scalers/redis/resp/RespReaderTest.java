package dev.weir.scalers.redis.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.redis.resp.Answer.Items;
import dev.weir.scalers.redis.resp.Answer.Nothing;
import dev.weir.scalers.redis.resp.Answer.Number;
import dev.weir.scalers.redis.resp.Answer.Refusal;
import dev.weir.scalers.redis.resp.Answer.Text;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RespReaderTest {

    private static final String ALL =
            "+OK\r\n:5\r\n:-7\r\n-WRONGTYPE no\r\n$-1\r\n*-1\r\n$0\r\n\r\n$6\r\nzwölf\r\n*0\r\n"
                    + "*3\r\n:1\r\n*2\r\n$2\r\n\r\n\r\n$-1\r\n+x\r\n:9\r\n";

    private static final List<Answer> READ = List.of(
            new Text("OK"),
            new Number(5),
            new Number(-7),
            new Refusal("WRONGTYPE no"),
            new Nothing(),
            new Nothing(),
            new Text(""),
            new Text("zwölf"),
            new Items(List.of()),
            new Items(List.of(new Number(1), new Items(List.of(new Text("\r\n"), new Nothing())), new Text("x"))),
            new Number(9));

    private final List<Answer> answers = new ArrayList<>();
    private final RespReader reader = new RespReader(answers::add);

    @Test
    void readsAllKindsAtOnce() {
        reader.read(Buffer.buffer(ALL));
        assertEquals(READ, answers);
    }

    @Test
    void readsTheSameHoweverItIsCut() {
        byte[] bytes = ALL.getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size < 12; size++) {
            answers.clear();
            for (int at = 0; at < bytes.length; at += size) {
                reader.read(Buffer.buffer().appendBytes(bytes, at, Math.min(size, bytes.length - at)));
            }
            assertEquals(READ, answers, "in pieces of " + size);
        }
    }

    @Test
    void findsValuesByTheirNames() {
        Answer group = new Items(List.of(new Text("name"), new Text("g"), new Text("lag"), new Number(4)));
        assertEquals(4, group.named("lag").number().orElseThrow());
        assertEquals("g", group.named("name").text());
        assertEquals(new Nothing(), group.named("g"));
        assertEquals(new Nothing(), group.item(4));
    }

    @Test
    void refusesNonsenseAtItsFirstByte() {
        assertTrue(refused("H").contains("no answer of Redis"));
        assertTrue(refused("\u0000").contains("no answer of Redis"));
        assertTrue(refused(":x\r\n").contains("no answer of Redis"));
        assertTrue(refused("*2\r\n_\r\n").contains("no answer of Redis"));
        assertTrue(refused("\u0015").contains("speaks TLS"));
    }

    @Test
    void hasLimits() {
        assertTrue(refused("$10485760\r\n").contains("larger than 4 MiB, the limit"));
        assertTrue(refused("$99999999999\r\n").contains("larger than 4 MiB, the limit"));
        assertTrue(refused("*100001\r\n").contains("more than 100000 parts, the limit"));
        assertTrue(refused("*1\r\n".repeat(9)).contains("more than 8 lists in each other, the limit"));
        assertTrue(refused("+" + "x".repeat(70_000)).contains("a line of more than 64 KiB, the limit"));
        assertTrue(refused("*2\r\n" + ("*60000\r\n" + ":1\r\n".repeat(60_000)).repeat(2))
                .contains("parts, the limit"));
        String large = "x".repeat(3 << 20);
        assertTrue(refused("*2\r\n" + ("$" + large.length() + "\r\n" + large + "\r\n").repeat(2))
                .contains("larger than 4 MiB, the limit"));
    }

    @Test
    void limitsAreOfEachAnswer() {
        String large = "x".repeat(3 << 20);
        for (int i = 0; i < 3; i++) {
            reader.read(Buffer.buffer("$" + large.length() + "\r\n" + large + "\r\n"));
        }
        assertEquals(3, answers.size());
    }

    private static String refused(String text) {
        RespReader fresh = new RespReader(answer -> {});
        return String.valueOf(assertThrows(UnreadableAnswerException.class, () -> fresh.read(Buffer.buffer(text)))
                .getMessage());
    }
}
