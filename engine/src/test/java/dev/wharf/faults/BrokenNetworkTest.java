package dev.wharf.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.RunStatus;
import dev.wharf.catalog.Dialect;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.failure.WharfException;
import dev.wharf.run.RunEvent;
import dev.wharf.run.Runs;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The network between the engine and PostgreSQL breaks after any byte, of source and target. */
class BrokenNetworkTest {

    private static final long SEED = 20261121;
    private static final int CUTS = Integer.getInteger("wharf.network.cuts", 2);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(CutProxy.Break.class)
    void whereverItBreaksNothingIsLostOrDoubled(CutProxy.Break how) throws Exception {
        Scenario scenario = new Scenario(Dialect.POSTGRESQL, Dialect.POSTGRESQL, "upsert", Files.createDirectories(folder.resolve("s")));
        Outcome right = new FaultRun(scenario).uninterrupted();
        Random random = new Random(SEED + how.ordinal());
        int cuts = 0;
        int resumed = 0;
        for (String side : List.of("source", "target")) {
            long all = through(scenario, side, how, 0).bytes();
            for (int cut = 0; cut < CUTS; cut++) {
                long at = 1 + (long) ((cut + random.nextDouble()) * all / CUTS);
                Told told = through(scenario, side, how, at);
                String where = how + " after " + at + " of " + all + " bytes of the " + side;
                assertEquals("", told.said(), where);
                assertEquals("", right.difference(Outcome.of(scenario.target())), where);
                assertEquals(RunStatus.ROLLED_BACK, healthy(scenario).rollback(Scenario.RUN).status(), where);
                cuts += told.broken() ? 1 : 0;
                resumed += told.resumed() ? 1 : 0;
            }
        }
        assertTrue(cuts >= CUTS, "it broke " + cuts + " times");
        System.out.println(how + ": " + cuts + " cuts, " + resumed + " runs to be resumed");
    }

    /** What a run through a breaking network showed. */
    private record Told(long bytes, boolean broken, boolean resumed, String said) {}

    private Told through(Scenario scenario, String side, CutProxy.Break how, long at) throws Exception {
        scenario.target().restore();
        ConnectionSpec source = scenario.source().spec();
        ConnectionSpec target = scenario.target().spec();
        URI server = URI.create((side.equals("source") ? source : target).url().substring("jdbc:".length()));
        try (CutProxy proxy = new CutProxy(new InetSocketAddress(server.getHost(), server.getPort()), how)) {
            Engine engine = Engine.of(
                    folder.resolve("e"),
                    side.equals("source") ? by(source, proxy) : source,
                    side.equals("target") ? by(target, proxy) : target,
                    scenario.mode());
            String said = "";
            proxy.breakAfter(at);
            try {
                engine.runs(Scenario.BATCH_ROWS, Injector.none(), new InProcessSandbox(), RunEvent.Listener.NONE)
                        .apply(Scenario.PLAN, 1, Scenario.RUN);
            } catch (WharfException e) {
                said = e.kind().exitCode() == 5 ? "" : e.kind() + " " + e.text();
            }
            boolean resumed = goOn(scenario);
            return new Told(proxy.bytes(), proxy.broken(), resumed, said);
        }
    }

    private static boolean goOn(Scenario scenario) throws Exception {
        Runs healthy = healthy(scenario);
        if (scenario.target().query("SELECT run_id FROM @migration_runs").isEmpty()) {
            healthy.apply(Scenario.PLAN, 1, Scenario.RUN);
            return true;
        }
        if (!healthy.status(Scenario.RUN).getFirst().shown().unfinished()) {
            return false;
        }
        healthy.resume(Scenario.RUN);
        return true;
    }

    private static Runs healthy(Scenario scenario) {
        return scenario.runs(Injector.none(), RunEvent.Listener.NONE);
    }

    private static ConnectionSpec by(ConnectionSpec direct, CutProxy proxy) {
        URI server = URI.create(direct.url().substring("jdbc:".length()));
        return new ConnectionSpec(
                direct.name(),
                "jdbc:postgresql://127.0.0.1:" + proxy.port() + server.getPath(),
                direct.user(),
                direct.password(),
                false,
                direct.workspace());
    }
}
