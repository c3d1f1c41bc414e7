package dev.wharf.faults;

import org.jspecify.annotations.Nullable;

/** One way in which a call can fail. */
interface Fault {

    Fault NONE = new Fault() {
        @Override
        public boolean fits(Call call) {
            return false;
        }

        @Override
        public @Nullable Object instead(Injector injector, Call call, Injector.Real real) {
            throw new IllegalStateException();
        }
    };

    /** Whether such a call can fail this way. */
    boolean fits(Call call);

    /** What happens instead of the call. */
    @Nullable Object instead(Injector injector, Call call, Injector.Real real) throws Throwable;
}
