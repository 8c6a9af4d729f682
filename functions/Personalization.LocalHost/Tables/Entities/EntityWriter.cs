using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Personalization.LocalHost.Tables;

/// <summary>Writes rows as JSON with the type annotations that the service needs, and counts their size by the service's own formula.</summary>
internal sealed class EntityWriter(IBufferWriter<byte> output) : IDisposable
{
    private const string TypeSuffix = "@odata.type";

    // Letters outside of ASCII go out escaped (the default), though UTF-8 would be shorter: Azurite decodes a body piece by piece as the network
    // cuts it, and spoils a letter that is cut in two.
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    private readonly Utf8JsonWriter json = new(output, Options);
    private int size;
    private int count;

    public void Begin(string partitionKey, string rowKey)
    {
        json.Reset();
        size = 4 + 2 * (partitionKey.Length + rowKey.Length);
        count = 0;
        json.WriteStartObject();
        json.WriteString("PartitionKey"u8, partitionKey);
        json.WriteString("RowKey"u8, rowKey);
    }

    public void End()
    {
        if (count > EntityRules.Properties)
            throw TableErrors.Refused("TooManyProperties", $"The entity has more than {EntityRules.Properties} properties");
        if (size > EntityRules.EntitySize)
            throw TableErrors.Refused("EntityTooLarge", $"The entity has more than {EntityRules.EntitySize} bytes");
        json.WriteEndObject();
        json.Flush();
    }

    public void Add(string name, string value)
    {
        EntityRules.CheckString(name, value);
        Count(name, 4 + 2 * value.Length);
        json.WriteString(name, value);
    }

    public void Add(string name, bool value)
    {
        Count(name, 1);
        json.WriteBoolean(name, value);
    }

    public void Add(string name, int value)
    {
        Count(name, 4);
        json.WriteNumber(name, value);
    }

    public void Add(string name, long value)
    {
        Count(name, 8);
        Annotate(name, "Edm.Int64"u8);
        Span<byte> text = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, text, out int length);
        json.WriteString(name, text[..length]);
    }

    public void Add(string name, double value)
    {
        Count(name, 8);
        Annotate(name, "Edm.Double"u8);
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteString(name, double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8);
    }

    public void Add(string name, Guid value)
    {
        Count(name, 16);
        Annotate(name, "Edm.Guid"u8);
        json.WriteString(name, value);
    }

    /// <exception cref="NotSupportedException">The date is not UTC: the service would take local figures for UTC.</exception>
    public void Add(string name, DateTime value)
    {
        if (value.Kind != DateTimeKind.Utc) throw new NotSupportedException($"The date of property {name} has the kind {value.Kind}; it must be UTC");
        EntityRules.CheckDate(name, value);
        Count(name, 8);
        Annotate(name, "Edm.DateTime"u8);
        Span<byte> text = stackalloc byte[28];
        Utf8Formatter.TryFormat(value, text, out int length, 'O');
        json.WriteString(name, text[..length]);
    }

    public void Add(string name, ReadOnlySpan<byte> value)
    {
        EntityRules.CheckBinary(name, value.Length);
        Count(name, 4 + value.Length);
        Annotate(name, "Edm.Binary"u8);
        json.WriteBase64String(name, value);
    }

    public void Dispose() => json.Dispose();

    private void Count(string name, int valueSize)
    {
        count++;
        size += 8 + 2 * name.Length + valueSize;
    }

    private void Annotate(string name, ReadOnlySpan<byte> type)
    {
        Span<char> annotation = stackalloc char[name.Length + TypeSuffix.Length];
        name.CopyTo(annotation);
        TypeSuffix.CopyTo(annotation[name.Length..]);
        json.WriteString(annotation, type);
    }
}
