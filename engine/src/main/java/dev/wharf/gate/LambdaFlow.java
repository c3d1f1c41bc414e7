package dev.wharf.gate;

import dev.wharf.gate.OwnClasses.Target;
import dev.wharf.gate.Report.Place;
import dev.wharf.gate.Value.Frozen;
import dev.wharf.gate.Value.Trait;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of values where a lambda or a method reference is made. */
final class LambdaFlow {

    /** Kinds of method handles (JVMS 4.4.8). */
    private static final int STATIC = 6;

    private static final int CONSTRUCTOR = 8;

    private final ProgramFlow program;
    private final OwnClasses own;
    private final FlowObserver observer;
    private final @Nullable Place place;
    private final String site;

    LambdaFlow(ProgramFlow program, OwnClasses own, FlowObserver observer, @Nullable Place place, String site) {
        this.program = program;
        this.own = own;
        this.observer = observer;
        this.place = place;
        this.site = site;
    }

    /** The functional object that a dynamic call makes of what it captures. */
    Value made(InvokeDynamicEntry dynamic, List<Value> captured) {
        Value result = Value.any(ProgramFlow.typeOf(dynamic.typeSymbol().returnType())).with(Trait.IDENTITY);
        boolean deep = captured.stream().allMatch(new Immutability(own, program)::isDeep);
        result = result.frozen(deep ? Frozen.DEEP : Frozen.NO);
        List<LoadableConstantEntry> arguments = BootstrapRules.arguments(dynamic);
        if (arguments.size() == 3
                && arguments.get(1) instanceof MethodHandleEntry handle
                && arguments.get(2) instanceof MethodTypeEntry instantiated) {
            MethodTypeDesc type = instantiated.asSymbol();
            result = result.at(Comparators.referred(handle.reference()));
            result = program.heap().saltedParts().function(result, ProgramFlow.typeOf(type.returnType()));
            Value given = refer(handle, type, captured);
            if (!program.silence().isSilent(handle.reference(), type, captured)) {
                result = result.with(Trait.LOGS);
                if (result.type().equals("java/util/Comparator")) {
                    program.heap().compares(result);
                }
            }
            if (givesUnstable(type, given)) {
                result = result.with(Trait.GIVES_UNSTABLE);
            }
            return given.salted() ? result.with(Trait.GIVES_SALTED) : result;
        }
        return result;
    }

    /** Whether what a function gives hashes by identity, or is a stream of such: by its type, and by what is known where that tells nothing. */
    private boolean givesUnstable(MethodTypeDesc type, Value given) {
        String returned = ProgramFlow.typeOf(type.returnType());
        if (isStream(type.returnType())) {
            boolean passedOn = type.parameterList().stream().anyMatch(LambdaFlow::isStream);
            return given.has(Trait.GIVES_UNSTABLE) || (passedOn && program.heap().hashesByIdentity());
        }
        return returned.equals(Value.OBJECT) ? program.heap().hashesByIdentity() : program.identity().scatters(returned);
    }

    private static boolean isStream(ClassDesc type) {
        return ProgramFlow.typeOf(type).startsWith("java/util/stream/");
    }

    /** Follows the call that will be; what is known of its result. Own methods tell by themselves that they give something in salted order. */
    private Value refer(MethodHandleEntry handle, MethodTypeDesc type, List<Value> captured) {
        MemberRefEntry ref = handle.reference();
        String owner = OwnClasses.internalName(ref.owner().asSymbol());
        String signature = ref.name().stringValue() + ref.type().stringValue();
        boolean created = handle.kind() == CONSTRUCTOR;
        if (own.resolve(owner, signature) instanceof Target.Own(String declarer) && !owner.startsWith("[")) {
            toOwn(declarer, owner, signature, created, captured);
            return program.given(owner, signature).without(Trait.SALTED);
        }
        observer.referenced(place, ref, captured);
        List<Value> given = new ArrayList<>(captured);
        for (ClassDesc parameter : type.parameterList()) {
            Value any = program.heap().saltedParts().fromAnywhere(Value.any(ProgramFlow.typeOf(parameter)));
            given.add(program.identity().mark(any));
        }
        Value receiver = null;
        if (handle.kind() != STATIC) {
            receiver = created || given.isEmpty() ? Value.any(owner) : given.removeFirst();
        }
        observer.willBeCalled(place, ref, created ? null : receiver, given);
        new Holding(program, ref, receiver, given).take();
        MethodTypeDesc called = MethodTypeDesc.ofDescriptor(ref.type().stringValue());
        Value result = new PlatformCall(program, own, ref, called, receiver, given, site).result();
        program.heap().keep(program.identity().mark(created ? Identity.made(Value.any(owner)) : result));
        return result;
    }

    private void toOwn(String declarer, String owner, String signature, boolean created, List<Value> captured) {
        // A constructor's first parameter is the new object, which nobody captured.
        List<Value> given = new ArrayList<>(captured);
        if (created) {
            given.addFirst(Value.any(owner));
            program.heap().keep(program.identity().mark(Value.any(owner)));
        }
        if (signature.equals(Identity.HASH)) {
            observer.hashed(place, Value.any(owner));
        }
        program.fromOutside(declarer + "." + signature, given);
        if (!created) {
            own.models().keySet().stream()
                    .filter(name -> !name.equals(declarer))
                    .forEach(name -> program.fromOutside(name + "." + signature, List.of()));
        }
    }
}
