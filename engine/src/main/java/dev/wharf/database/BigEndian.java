package dev.wharf.database;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads numbers out of byte arrays, big-endian as on PostgreSQL's wire. */
public final class BigEndian {

    private static final VarHandle INT16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    public static short int16(byte[] bytes, int at) {
        return (short) INT16.get(bytes, at);
    }

    public static int int32(byte[] bytes, int at) {
        return (int) INT32.get(bytes, at);
    }

    public static long int64(byte[] bytes, int at) {
        return (long) INT64.get(bytes, at);
    }

    public static double float8(byte[] bytes, int at) {
        return Double.longBitsToDouble(int64(bytes, at));
    }

    public static float float4(byte[] bytes, int at) {
        return Float.intBitsToFloat(int32(bytes, at));
    }
}
