using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Personalization.Common;

namespace Personalization.Assistant.Checking;

/// <summary>What is said in place of a promise or a deed that no fact bears out, from a file that comes along.</summary>
internal static class CheckTexts
{
    private static readonly ShippedFiles Files = new("Personalization.Assistant.Checking.Shipped.", ".json");

    private static readonly ImmutableDictionary<string, ImmutableDictionary<string, string>> All =
        Files.Read("texts", CheckTextsCodec.Default.ImmutableDictionaryStringImmutableDictionaryStringString);

    /// <summary>The text for a reason of <see cref="AnswerCheck"/>, in a language or else in English; null where the sentence is left out and nothing said.</summary>
    public static string? For(string reason, AssistantAudience audience, string language)
    {
        string key = reason is "deed" ? $"deed-{(audience is AssistantAudience.Merchant ? "merchant" : "shopper")}" : reason;
        return All.TryGetValue(key, out ImmutableDictionary<string, string>? texts) ? texts.GetValueOrDefault(language.Split('-')[0]) ?? texts["en"] : null;
    }
}

[JsonSerializable(typeof(ImmutableDictionary<string, ImmutableDictionary<string, string>>))]
internal sealed partial class CheckTextsCodec : JsonSerializerContext;
