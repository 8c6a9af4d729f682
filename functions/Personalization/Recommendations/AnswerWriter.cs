using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Personalization.Events;
using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations;

/// <summary>Answers as UTF-8 JSON: mostly bytes that are ready on the shelf. To be disposed when they have been sent.</summary>
public sealed class AnswerWriter : IDisposable
{
    private const int ItemRoom = 512;
    private const double LargestScore = 1e18;

    private readonly Shelf shelf;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(8 * 1024);
    private int length;

    private AnswerWriter(Shelf shelf) => this.shelf = shelf;

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => buffer.AsMemory(0, length);

    /// <summary>Writes an answer made from that shelf.</summary>
    public static AnswerWriter Write(RecommendationAnswer answer, Shelf shelf)
    {
        AnswerWriter writer = new(shelf);
        writer.Head(answer);
        for (int place = 0; place < answer.Items.Count; place++)
        {
            if (place > 0) writer.Copy(","u8);
            writer.Item(answer.Items[place]);
        }
        writer.Copy("]}"u8);
        return writer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        (buffer, length) = ([], 0);
    }

    /// <summary>The model as answers name it.</summary>
    internal static byte[] ModelJson(RecommendationModel model)
    {
        ArrayBufferWriter<byte> bytes = new();
        using Utf8JsonWriter json = new(bytes, EventCodec.Writer);
        json.WriteStartObject();
        json.WriteString("version"u8, model.Version);
        if (model.Events > 0) json.WriteString("builtAt"u8, EventCodec.Text(model.BuiltAt));
        json.WriteNumber("events"u8, model.Events);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private void Head(RecommendationAnswer answer)
    {
        Copy("{\"decisionId\":\""u8);
        Ascii(answer.DecisionId);
        Copy("\",\"strategy\":\""u8);
        Ascii(answer.Strategy);
        Copy("\",\"fallback\":\""u8);
        Ascii(answer.Fallback);
        Copy("\",\"confidence\":"u8);
        Copy(answer.Confidence switch { Confidence.High => "\"high\""u8, Confidence.Medium => "\"medium\""u8, _ => "\"low\""u8 });
        if (answer.Scope is { } scope)
        {
            Copy(",\"scope\":\""u8);
            Copy(JsonEncodedText.Encode(scope, EventCodec.Writer.Encoder).EncodedUtf8Bytes);
            Copy("\""u8);
        }
        Copy(answer.Impersonal switch
        {
            null => ",\"personal\":true"u8,
            Impersonal.NoConsent => ",\"personal\":false,\"impersonal\":\"no-consent\""u8,
            _ => ",\"personal\":false,\"impersonal\":\"nobody-named\""u8,
        });
        Told(answer.YouToldUs);
        Copy(",\"model\":"u8);
        Copy(shelf.Relations.ModelJson);
        Copy(",\"items\":["u8);
    }

    private void Told(IReadOnlyList<string> said)
    {
        for (int place = 0; place < said.Count; place++)
        {
            Copy(place == 0 ? ",\"youToldUs\":[\""u8 : ",\""u8);
            Copy(JsonEncodedText.Encode(said[place], EventCodec.Writer.Encoder).EncodedUtf8Bytes);
            Copy(place == said.Count - 1 ? "\"]"u8 : "\""u8);
        }
    }

    private void Item(in Candidate item)
    {
        AssortmentParts parts = shelf.Assortment.Parts;
        ref readonly ItemJson json = ref parts.Json[item.Product];
        if (item.Creative >= 0 && json.Creatives is { } creatives)
        {
            Copy(json.Fields.AsSpan(0, json.PictureStart));
            Copy(creatives[item.Creative]);
        }
        else Copy(json.Fields);
        Copy(",\"score\":"u8);
        Number(item.Score);
        Copy(",\"source\":\""u8);
        Ascii(item.Source.Name);
        Copy("\","u8);
        Copy(item.Reason.Head);
        bool named = item.About >= 0 && item.Reason.About is not ReasonAbout.Itself;
        if (named)
        {
            Copy(item.Reason.Before);
            Copy(item.Reason.About is ReasonAbout.Product ? parts.Json[item.About].Name : parts.CategoryJson[item.About]);
            Copy(item.Reason.After);
        }
        else Copy(item.Reason.PlainText);
        Copy("\""u8);
        if (named && item.Reason.About is ReasonAbout.Product)
        {
            Copy(",\"productId\":"u8);
            Copy(parts.Json[item.About].Id);
        }
        if (item.Reason.SaidText is { Length: > 0 } said)
        {
            Copy(",\"said\":\""u8);
            Copy(said);
            Copy("\""u8);
        }
        Copy("}}"u8);
    }

    /// <summary>With at most six decimals.</summary>
    private void Number(float score)
    {
        double rounded = Math.Round(score * 1e6);
        long millionths = double.IsFinite(rounded) ? (long)Math.Clamp(rounded, -LargestScore, LargestScore) : 0;
        Room(ItemRoom);
        if (millionths < 0) buffer[length++] = (byte)'-';
        (long whole, long part) = Math.DivRem(Math.Abs(millionths), 1_000_000);
        Utf8Formatter.TryFormat(whole, buffer.AsSpan(length), out int written);
        length += written;
        if (part == 0) return;
        buffer[length++] = (byte)'.';
        for (long unit = 100_000; part > 0; part %= unit, unit /= 10) buffer[length++] = (byte)('0' + (part / unit));
    }

    private void Ascii(string text)
    {
        Room(text.Length * 3);
        length += Encoding.UTF8.GetBytes(text, buffer.AsSpan(length));
    }

    private void Copy(ReadOnlySpan<byte> bytes)
    {
        Room(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
    }

    private void Room(int bytes)
    {
        if (buffer.Length - length >= bytes) return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * buffer.Length, length + bytes));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
