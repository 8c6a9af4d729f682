using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace Personalization.LocalHost.Tables;

/// <summary>The types of values that a row can hold.</summary>
internal static class Codecs
{
    /// <summary>The codec for a property type, or null where a row cannot hold it.</summary>
    public static object? For(Type type)
    {
        if (type == typeof(string)) return new StringCodec();
        if (type == typeof(bool)) return new BooleanCodec();
        if (type == typeof(int)) return new Int32Codec();
        if (type == typeof(long)) return new Int64Codec();
        if (type == typeof(double)) return new DoubleCodec();
        if (type == typeof(Guid)) return new GuidCodec();
        if (type == typeof(DateTime)) return new DateTimeCodec();
        if (type == typeof(DateTimeOffset)) return new DateTimeOffsetCodec();
        if (type == typeof(byte[])) return new BinaryCodec();
        if (type == typeof(BinaryData)) return new BinaryDataCodec();
        if (type.IsEnum) return EntityMaps.Construct(typeof(EnumCodec<>).MakeGenericType(type));
        return Nullable.GetUnderlyingType(type) is { } inner && For(inner) is { } codec
            ? EntityMaps.Construct(typeof(NullableCodec<>).MakeGenericType(inner), codec)
            : null;
    }

    public static long ReadInt64(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number) return reader.GetInt64();
        return Utf8Parser.TryParse(reader.ValueSpan, out long value, out int length) && length == reader.ValueSpan.Length
            ? value
            : throw new FormatException("A number is not an Edm.Int64");
    }

    // A double that JSON cannot say comes as a word.
    public static double ReadDouble(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Number
        ? reader.GetDouble()
        : double.Parse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);

    private sealed class StringCodec : Codec<string>
    {
        public override void Write(EntityWriter writer, string name, string value) => writer.Add(name, value);

        public override string Read(ref Utf8JsonReader reader) => reader.GetString()!;
    }

    private sealed class BooleanCodec : Codec<bool>
    {
        public override void Write(EntityWriter writer, string name, bool value) => writer.Add(name, value);

        public override bool Read(ref Utf8JsonReader reader) => reader.GetBoolean();
    }

    private sealed class Int32Codec : Codec<int>
    {
        public override void Write(EntityWriter writer, string name, int value) => writer.Add(name, value);

        public override int Read(ref Utf8JsonReader reader) => reader.GetInt32();
    }

    private sealed class Int64Codec : Codec<long>
    {
        public override void Write(EntityWriter writer, string name, long value) => writer.Add(name, value);

        public override long Read(ref Utf8JsonReader reader) => ReadInt64(ref reader);
    }

    private sealed class DoubleCodec : Codec<double>
    {
        public override void Write(EntityWriter writer, string name, double value) => writer.Add(name, value);

        public override double Read(ref Utf8JsonReader reader) => ReadDouble(ref reader);
    }

    private sealed class GuidCodec : Codec<Guid>
    {
        public override void Write(EntityWriter writer, string name, Guid value) => writer.Add(name, value);

        public override Guid Read(ref Utf8JsonReader reader) => reader.GetGuid();
    }

    private sealed class DateTimeCodec : Codec<DateTime>
    {
        public override void Write(EntityWriter writer, string name, DateTime value) => writer.Add(name, value);

        public override DateTime Read(ref Utf8JsonReader reader) => reader.GetDateTimeOffset().UtcDateTime;
    }

    private sealed class DateTimeOffsetCodec : Codec<DateTimeOffset>
    {
        public override void Write(EntityWriter writer, string name, DateTimeOffset value) => writer.Add(name, value.UtcDateTime);

        public override DateTimeOffset Read(ref Utf8JsonReader reader) => reader.GetDateTimeOffset();
    }

    private sealed class BinaryCodec : Codec<byte[]>
    {
        public override void Write(EntityWriter writer, string name, byte[] value) => writer.Add(name, value);

        public override byte[] Read(ref Utf8JsonReader reader) => reader.GetBytesFromBase64();
    }

    private sealed class BinaryDataCodec : Codec<BinaryData>
    {
        public override void Write(EntityWriter writer, string name, BinaryData value) => writer.Add(name, value.ToMemory().Span);

        public override BinaryData Read(ref Utf8JsonReader reader) => BinaryData.FromBytes(reader.GetBytesFromBase64());
    }

    private sealed class EnumCodec<T> : Codec<T> where T : struct, Enum
    {
        public override void Write(EntityWriter writer, string name, T value) => writer.Add(name, value.ToString());

        public override T Read(ref Utf8JsonReader reader) => Enum.Parse<T>(reader.GetString()!);
    }

    private sealed class NullableCodec<T>(Codec<T> inner) : Codec<T?> where T : struct
    {
        public override void Write(EntityWriter writer, string name, T? value)
        {
            if (value is { } present) inner.Write(writer, name, present);
        }

        public override T? Read(ref Utf8JsonReader reader) => inner.Read(ref reader);
    }
}
