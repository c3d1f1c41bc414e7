package dev.wharf.sandbox.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.TransformSession;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The clock that tells a row's CPU time works behind the whole wall. */
class RowDeadlineTest {

    @Test
    void a_row_that_does_not_end_is_named_in_the_real_container() {
        SandboxSettings settings =
                new SandboxSettings(512L << 20, 1.0, 64, Duration.ofMinutes(1), Duration.ofMillis(500));
        try (SandboxFixture fixture = new SandboxFixture();
                TransformSession session = fixture.sandbox.start(fixture.spec(
                        SandboxFixture.newRun(),
                        "if (source.bigint(\"id\") == 9) { while (true) { } } target.insert(\"t\").set(\"id\", 1);",
                        settings))) {
            ExecutionException e = assertThrows(
                    ExecutionException.class,
                    () -> session.transform(SandboxFixture.ids(7, 8, 9, 10)).get(30, TimeUnit.SECONDS));
            SandboxFailure failure = assertInstanceOf(SandboxFailure.class, e.getCause());
            assertEquals(SandboxFailure.Cause.ROW_TIMEOUT, failure.reason());
            assertEquals(2, failure.sourceRow());
        }
    }
}
