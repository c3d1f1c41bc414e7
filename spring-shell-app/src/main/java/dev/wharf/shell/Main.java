package dev.wharf.shell;

import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** The program's entry. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Logs.configure(System.getenv("WHARF_LOG"));
        Logs.takeWhatThreadsThrow();
        int exitCode;
        try {
            exitCode = run(args);
        } catch (Exception | LinkageError e) {
            System.err.println("wharf: This is a defect of Wharf: it did not start, " + e.getClass().getSimpleName() + ".");
            System.err.println("  Build it anew; report it with the output of the same command with WHARF_LOG=debug.");
            if (java.util.Arrays.asList(args).contains("--stacktrace")) {
                e.printStackTrace();
            }
            exitCode = 70;
        }
        System.exit(exitCode);
    }

    /** Nothing of the environment or of files in the current folder may configure the application behind its user's back. */
    private static int run(String[] args) {
        SpringApplication app = new SpringApplication(ShellConfiguration.class);
        app.setWebApplicationType(WebApplicationType.NONE);
        app.setBannerMode(Banner.Mode.OFF);
        app.setLogStartupInfo(false);
        app.setLazyInitialization(true);
        app.setRegisterShutdownHook(false);
        app.setAddCommandLineProperties(false);
        app.setEnvironment(new SealedEnvironment());
        app.setDefaultProperties(Map.of("spring.main.keep-alive", "false"));
        app.setListeners(java.util.List.of());
        try (ConfigurableApplicationContext context = app.run(args)) {
            return context.getBean(WharfShellRunner.class).getExitCode();
        }
    }
}
