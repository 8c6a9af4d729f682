using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Events;

namespace Personalization.Profiles.Preferences;

/// <summary>
/// Something a person has said and what it means for products: the value of a <c>taste:</c> trait is an array of them,
/// <c>[{"said":"Bright colours","weights":{"attribute:colour:red":0.6}}]</c>. Storage format.
/// </summary>
/// <param name="Said">In the words that the person chose.</param>
/// <param name="Weights">What it says for and against products.</param>
public sealed record TasteStatement(string Said, ImmutableArray<TasteWeight> Weights)
{
    /// <summary>
    /// Bytes that the statements of one trait may take together, so that the trait is kept: with its name and its source they have to stay
    /// within <see cref="ProfileLimits.TraitBytes"/>.
    /// </summary>
    public const int MostBytes = 640;

    /// <summary>Weights of one trait that are read.</summary>
    private const int MostWeights = 40;

    /// <summary>The statements of a trait; what cannot be read is left out.</summary>
    public static IEnumerable<TasteStatement> Read(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Array) yield break;
        foreach (JsonElement item in value.EnumerateArray())
        {
            if (item.ValueKind is not JsonValueKind.Object || Interactions.Text(item, "said") is not { } said) continue;
            if (!item.TryGetProperty("weights", out JsonElement weights) || weights.ValueKind is not JsonValueKind.Object) continue;
            yield return new TasteStatement(said,
            [
                .. weights.EnumerateObject().Where(one => one.Value.ValueKind is JsonValueKind.Number).Select(one => TasteWeight.Parse(one.Name, one.Value.GetDouble()))
                    .Where(one => one is not null).Select(one => one!).Take(MostWeights),
            ]);
        }
    }

    /// <summary>The value of the trait that holds these statements.</summary>
    public static JsonElement ToJson(IEnumerable<TasteStatement> statements) => JsonElement.Parse(Bytes(statements).Span);

    /// <summary>The bytes of that value.</summary>
    public static ReadOnlyMemory<byte> Bytes(IEnumerable<TasteStatement> statements)
    {
        ArrayBufferWriter<byte> buffer = new(256);
        using Utf8JsonWriter json = new(buffer, EventCodec.Writer);
        json.WriteStartArray();
        foreach (TasteStatement statement in statements)
        {
            json.WriteStartObject();
            json.WriteString("said", statement.Said);
            json.WriteStartObject("weights");
            foreach (TasteWeight weight in statement.Weights) json.WriteNumber(weight.Form, weight.Weight);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
