using System.Buffers;
using System.Text.Json;
using Personalization.Catalog;

namespace Personalization.Recommendations.Shelves;

/// <summary>The fields of a product as an answer shows them, as UTF-8 JSON: an object whose end is left open for what differs from answer to answer.</summary>
internal readonly record struct ItemJson(byte[] Fields, int IdEnd, int NameEnd)
{
    private const int IdStart = 13; // {"productId":

    private const int NameGap = 8; // ,"name":

    private static readonly JsonWriterOptions Options = Events.EventCodec.Writer;

    /// <summary>The id as JSON text, quotes included.</summary>
    public ReadOnlySpan<byte> Id => Fields.AsSpan(IdStart..IdEnd);

    /// <summary>The name as JSON text without its quotes.</summary>
    public ReadOnlySpan<byte> Name => Fields.AsSpan((IdEnd + NameGap + 1)..(NameEnd - 1));

    /// <summary>Writes products one after another with one writer.</summary>
    internal sealed class Maker : IDisposable
    {
        private readonly ArrayBufferWriter<byte> buffer = new(1024);
        private readonly Utf8JsonWriter json;

        public Maker() => json = new Utf8JsonWriter(buffer, Options);

        public ItemJson Of(Product product)
        {
            buffer.ResetWrittenCount();
            json.Reset();
            json.WriteStartObject();
            json.WriteString("productId"u8, product.ProductId);
            int idEnd = (int)json.BytesCommitted + json.BytesPending;
            json.WriteString("name"u8, product.Name);
            int nameEnd = (int)json.BytesCommitted + json.BytesPending;
            Text("category"u8, product.Category);
            if (product.Price is { } price) json.WriteNumber("price"u8, price);
            Text("currency"u8, product.Currency);
            Text("url"u8, product.Url);
            Text("imageUrl"u8, product.ImageUrl);
            json.Flush();
            return new ItemJson(buffer.WrittenSpan.ToArray(), idEnd, nameEnd);
        }

        public void Dispose() => json.Dispose();

        private void Text(ReadOnlySpan<byte> name, string? value)
        {
            if (value is not null) json.WriteString(name, value);
        }
    }

}
