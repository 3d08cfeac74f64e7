package dev.weir.controller.controlplane;

import dev.weir.controller.testing.Eventually;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The process ends between any two of its calls, the last of which may have been carried out or not. The next process makes
 * what is missing and nothing twice, since it counts what is there and asks the source anew.
 */
@Timeout(240)
final class ScaledJobRestartTest {

    /** Finalizer, three Jobs, status. */
    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3", "4"})
    void noJobIsLostAndNoneIsMadeTwice(int writes) {
        for (boolean done : new boolean[] {true, false}) {
            try (JobShop shop = new JobShop(3).job()) {
                killedAt(shop, writes, done);

                shop.untilJobs(3);
                shop.untilCondition("Active", "True ScalerActive");
                shop.staysAt(3);
            }
        }
    }

    /** The queue still shows what Jobs have not taken yet; who would count it again made Jobs twice. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4"})
    void norWithTheAccurateStrategy(int writes) {
        for (boolean done : new boolean[] {true, false}) {
            try (JobShop shop = new JobShop(3).job("scalingStrategy: {strategy: accurate}")) {
                killedAt(shop, writes, done);

                shop.untilJobs(3);
                shop.untilCondition("Active", "True ScalerActive");
                shop.staysAt(3);
            }
        }
    }

    /** Two deletions, two Jobs. */
    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3"})
    void aRolloutIsBroughtToItsEnd(int writes) {
        for (boolean done : new boolean[] {true, false}) {
            try (JobShop shop = new JobShop(2).job().start()) {
                shop.untilJobs(2);
                shop.untilCondition("Active", "True ScalerActive");
                List<String> before = shop.names();
                shop.shop.stop();
                shop.patch("{\"metadata\": {\"generation\": 2}, \"spec\": {\"maxReplicaCount\": 50}}");
                killedAt(shop, writes, done);

                Eventually.until(
                        () -> shop.jobs().size() == 2 && shop.names().stream().noneMatch(before::contains),
                        shop::names);
                shop.staysAt(2);
            }
        }
    }

    /** Starts a process, has it end at the write after so many others, and starts another one. */
    private static void killedAt(JobShop shop, int writes, boolean done) {
        shop.shop.cluster.goAwayAfter(writes, done);
        shop.start();
        Eventually.until(
                shop.shop.cluster::wentAway, () -> "there were no " + writes + " writes: " + shop.shop.writes());
        shop.shop.stop();
        shop.shop.cluster.comeBack();
        shop.start();
    }
}
