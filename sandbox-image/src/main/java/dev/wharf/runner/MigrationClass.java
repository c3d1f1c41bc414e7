package dev.wharf.runner;

import dev.wharf.migration.RowMigration;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/** Makes a migration out of class files. */
final class MigrationClass {

    /** The name of what loads migration classes, by which their frames are told in a stack trace. */
    static final String LOADER = "migration";

    private MigrationClass() {}

    /** Why a class cannot be used, for the person who wrote it. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Loads all classes, initialises them and makes one instance. Initialising them here keeps a failing initialiser from
     * giving its first row another message than the rows after it.
     *
     * @throws Refused where that fails
     */
    static RowMigration load(String mainClass, Map<String, byte[]> classes) {
        try {
            Loader loader = new Loader(classes);
            classes.keySet().forEach(MigrationClass::requireOwnPackage);
            for (String name : classes.keySet()) {
                Class.forName(name, true, loader);
            }
            Class<?> main = Class.forName(mainClass, true, loader);
            if (!RowMigration.class.isAssignableFrom(main)) {
                throw new Refused("the class " + mainClass + " does not implement " + RowMigration.class.getName());
            }
            return (RowMigration) main.getConstructor().newInstance();
        } catch (Refused | OutOfMemoryError e) {
            throw e;
        } catch (InvocationTargetException | ExceptionInInitializerError e) {
            // Only these two are known to tell their cause honestly; another exception may be of the class's own making.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw cannotBeLoaded(mainClass, cause);
        } catch (Throwable e) {
            throw cannotBeLoaded(mainClass, e);
        }
    }

    private static Refused cannotBeLoaded(String mainClass, Throwable cause) {
        return new Refused("the class " + mainClass + " cannot be loaded: " + Failures.describe(cause));
    }

    /** A class in a package of ours would look like one of ours in whatever names it. */
    private static void requireOwnPackage(String name) {
        String owner = name.substring(0, Math.max(name.lastIndexOf('.'), 0));
        if (MigrationClass.class.getModule().getPackages().contains(owner) && MigrationClass.class.getModule().isNamed()) {
            throw new Refused("the class " + name + " cannot be loaded: its package is reserved");
        }
    }

    /** Sees the classes it was given, the migration API and java.base. */
    private static final class Loader extends ClassLoader {

        private static final String API = RowMigration.class.getPackageName() + ".";

        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(LOADER, null);
            this.classes = classes;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(API)) {
                return RowMigration.class.getClassLoader().loadClass(name);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                byte[] bytes = classes.get(name);
                if (bytes != null) {
                    return defineClass(name, bytes, 0, bytes.length);
                }
            }
            Class<?> found = Class.forName(name, false, null);
            if (!"java.base".equals(found.getModule().getName())) {
                throw new ClassNotFoundException(name);
            }
            return found;
        }
    }
}
