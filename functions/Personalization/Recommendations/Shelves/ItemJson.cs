using System.Buffers;
using System.Text.Json;
using Personalization.Catalog;

namespace Personalization.Recommendations.Shelves;

/// <summary>The fields of a product as an answer shows them, as UTF-8 JSON: an object whose end is left open for what differs from answer to answer.</summary>
/// <param name="Fields">All of it, with the product's own picture last.</param>
/// <param name="IdEnd">Where the id ends.</param>
/// <param name="NameEnd">Where the name ends.</param>
/// <param name="PictureStart">Where the picture begins.</param>
/// <param name="Creatives">What stands there instead for each of the product's creatives; null where it has none.</param>
internal readonly record struct ItemJson(byte[] Fields, int IdEnd, int NameEnd, int PictureStart, byte[][]? Creatives)
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
            int pictureStart = (int)json.BytesCommitted + json.BytesPending;
            Text("imageUrl"u8, product.ImageUrl);
            json.Flush();
            byte[] fields = buffer.WrittenSpan.ToArray();
            return new ItemJson(fields, idEnd, nameEnd, pictureStart, product.Creatives is { Count: > 0 } creatives ? [.. creatives.Select(Members)] : null);
        }

        /// <summary>The members of a creative, with a comma before them.</summary>
        private byte[] Members(Creative creative)
        {
            buffer.ResetWrittenCount();
            json.Reset();
            json.WriteStartObject();
            json.WriteString("imageUrl"u8, creative.ImageUrl);
            json.WriteString("creativeId"u8, creative.Id);
            Text("creativeTitle"u8, creative.Title);
            json.Flush();
            return [(byte)',', .. buffer.WrittenSpan[1..]];
        }

        public void Dispose() => json.Dispose();

        private void Text(ReadOnlySpan<byte> name, string? value)
        {
            if (value is not null) json.WriteString(name, value);
        }
    }
}
