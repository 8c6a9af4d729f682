using System.Text.Json;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Recommendations.Sessions;

/// <summary>
/// Reads lake lines without making events of them. What it finds is what <see cref="EventCodec.Parse"/> and <see cref="Interactions.Of"/>
/// say: a line with anything unusual in it is given to them.
/// </summary>
internal static class LakeLineReader
{
    /// <summary>False for a line that <see cref="EventCodec.Parse"/> refuses.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, LakeLine into)
    {
        try
        {
            into.Clear(line.Length);
            Utf8JsonReader json = new(line);
            if (TryReadEvent(ref json, into)) return true;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Damaged, or only unusual: the codec decides.
        }
        return TryReadSlowly(line.ToArray(), into);
    }

    private static bool TryReadSlowly(byte[] line, LakeLine into)
    {
        try
        {
            into.Clear(line.Length);
            into.Take(EventCodec.Parse(line));
            return true;
        }
        catch (Exception fault) when (fault is FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool TryReadEvent(ref Utf8JsonReader json, LakeLine into)
    {
        LakeFields fields = new();
        if (!json.Read() || json.TokenType is not JsonTokenType.StartObject) return false;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            LakeField field = LakeFields.OfEvent(json.ValueSpan);
            if (json.ValueIsEscaped || !fields.See(field)) return false;
            json.Read();
            if (!TryTake(field, ref json, ref fields, into)) return false;
        }
        if (json.Read() || !fields.HasAllNeeded) return false;
        Finish(fields, into);
        return true;
    }

    private static bool TryTake(LakeField field, ref Utf8JsonReader json, ref LakeFields fields, LakeLine into)
    {
        switch (field)
        {
            case LakeField.MessageId when json.TokenType is JsonTokenType.String: into.MessageId = into.Keep(ref json); return true;
            case LakeField.UserId when TryText(ref json, into, out LakeText text): into.UserId = text; return true;
            case LakeField.AnonymousId when TryText(ref json, into, out LakeText text): into.AnonymousId = text; return true;
            case LakeField.PreviousId when TryText(ref json, into, out LakeText text): into.PreviousId = text; return true;
            case LakeField.Event when TryText(ref json, into, out LakeText text): fields.TakeEvent(into, text); return true;
            case LakeField.Type: return json.TokenType is JsonTokenType.String && fields.TakeType(ref json);
            case LakeField.ReceivedAt: return json.TokenType is JsonTokenType.String && json.TryGetDateTimeOffset(out _);
            case LakeField.Timestamp:
                if (json.TokenType is not JsonTokenType.String || !json.TryGetDateTimeOffset(out DateTimeOffset time)) return false;
                into.At = time.ToUnixTimeMilliseconds();
                return true;
            case LakeField.Properties when json.TokenType is JsonTokenType.StartObject && !fields.IsOther:
                return TryReadProperties(ref json, ref fields, into);
            case LakeField.Properties or LakeField.Other:
                json.Skip();
                return true;
            default:
                return false;
        }
    }

    private static bool TryReadProperties(ref Utf8JsonReader json, ref LakeFields fields, LakeLine into)
    {
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            LakeField field = LakeFields.OfProperties(json.ValueSpan);
            if (json.ValueIsEscaped || !fields.See(field)) return false;
            json.Read();
            switch (field)
            {
                case LakeField.ProductId: fields.ProductId = Text(ref json, into); break;
                case LakeField.Sku: fields.Sku = Text(ref json, into); break;
                case LakeField.OrderId: fields.OrderId = Text(ref json, into); break;
                case LakeField.Products when json.TokenType is JsonTokenType.StartArray:
                    if (!TryReadProducts(ref json, into)) return false;
                    break;
                default: json.Skip(); break;
            }
        }
        return true;
    }

    private static bool TryReadProducts(ref Utf8JsonReader json, LakeLine into)
    {
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            if (json.TokenType is not JsonTokenType.StartObject)
            {
                json.Skip();
                continue;
            }
            LakeFields product = new();
            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                LakeField field = LakeFields.OfProperties(json.ValueSpan);
                if (json.ValueIsEscaped || !product.See(field)) return false;
                json.Read();
                if (field is LakeField.ProductId) product.ProductId = Text(ref json, into);
                else if (field is LakeField.Sku) product.Sku = Text(ref json, into);
                else json.Skip();
            }
            if (into.ProductId(product.ProductId, product.Sku) is { IsSome: true } id) into.AddProduct(id);
        }
        return true;
    }

    private static void Finish(in LakeFields fields, LakeLine into)
    {
        if (!fields.IsAlias) into.PreviousId = LakeText.None;
        if (into.Kind is null) into.RemoveProducts();
        else if (into.ProductId(fields.ProductId, fields.Sku) is { IsSome: true } own)
        {
            into.RemoveProducts();
            into.AddProduct(own);
        }
        if (into.Products.IsEmpty) into.Kind = null;
        if (into.Kind is InteractionKind.Purchase && !into.IsBlank(fields.OrderId)) into.OrderId = fields.OrderId;
    }

    /// <summary>False for what is neither text nor null.</summary>
    private static bool TryText(ref Utf8JsonReader json, LakeLine into, out LakeText text)
    {
        text = json.TokenType is JsonTokenType.String ? into.Keep(ref json) : LakeText.None;
        return json.TokenType is JsonTokenType.String or JsonTokenType.Null;
    }

    /// <summary>The text that the JSON stands at; none where it is something else, which is passed over.</summary>
    private static LakeText Text(ref Utf8JsonReader json, LakeLine into)
    {
        if (json.TokenType is JsonTokenType.String) return into.Keep(ref json);
        json.Skip();
        return LakeText.None;
    }
}
