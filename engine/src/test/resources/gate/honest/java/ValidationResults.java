import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

public class ValidationResults implements RowMigration {
    sealed interface Result<T> {
        record Ok<T>(T value) implements Result<T> {}
        record Error<T>(String message) implements Result<T> {}

        default <R> Result<R> map(Function<? super T, ? extends R> f) {
            return switch (this) {
                case Ok<T>(T value) -> new Ok<>(f.apply(value));
                case Error<T>(String message) -> new Error<>(message);
            };
        }

        default Optional<String> error() {
            return this instanceof Error<T> e ? Optional.of(e.message()) : Optional.empty();
        }

        static <T> Result<T> of(T value, String message) {
            return value == null ? new Error<>(message) : new Ok<>(value);
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Result<String> name = Result.of(source.text("name"), "name is missing").map(String::trim);
        Result<Integer> age = Result.of(source.integer("age"), "age is missing").map(Math::abs);
        List<String> errors = new ArrayList<>();
        name.error().ifPresent(errors::add);
        age.error().ifPresent(errors::add);
        if (!errors.isEmpty()) {
            target.reject(String.join("; ", errors));
            return;
        }
        if (name instanceof Result.Ok<String>(var n) && age instanceof Result.Ok<Integer> a) {
            target.insert("people").set("name", n).set("age", a.value());
        }
    }
}
