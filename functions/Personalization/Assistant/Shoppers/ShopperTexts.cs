using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Catalog;
using Personalization.Common;

namespace Personalization.Assistant.Shoppers;

/// <summary>The words of answers to shoppers in one language: files of <c>Texts</c>. What a language lacks is said in English.</summary>
public sealed class ShopperTexts
{
    private const string Fallback = "en";

    private static readonly FrozenDictionary<string, ShopperTexts> All = Load();

    private readonly Dictionary<string, string> texts;

    private ShopperTexts(string language, Dictionary<string, string> texts) => (Language, this.texts) = (language, texts);

    /// <summary>The language, without a country.</summary>
    public string Language { get; }

    /// <summary>The texts of a language, or of English.</summary>
    /// <param name="tag">BCP 47 tag.</param>
    public static ShopperTexts For(string tag) => All.GetValueOrDefault(tag.Split('-')[0].ToLowerInvariant(), All[Fallback]);

    /// <summary>A text, with what belongs into it.</summary>
    public string Say(string key, params object[] parts) =>
        string.Format(CultureInfo.InvariantCulture, texts.TryGetValue(key, out string? text) ? text : All[Fallback].texts[key], parts);

    /// <summary>A text, or null where there is none of that name.</summary>
    public string? Find(string key) => texts.GetValueOrDefault(key) ?? All[Fallback].texts.GetValueOrDefault(key);

    /// <summary>A product's name in this language, or in the shop's own.</summary>
    public string NameOf(Product product) => product.Names?.TryGetValue(Language, out string? name) is true ? name : product.Name;

    /// <summary>A price as it is written in this language; null where there is none.</summary>
    public string? Price(decimal? price, string? currency)
    {
        if (price is not { } value) return null;
        string number = value.ToString("0.00", CultureInfo.InvariantCulture);
        if (Language is "el" or "ru" or "ka") number = number.Replace('.', ',');
        return currency is null ? number : Language is Fallback && Signs.TryGetValue(currency, out string? before) ? before + number
            : $"{number} {(Signs.TryGetValue(currency, out string? sign) && Language is not ("fa" or "ar") ? sign : Find("currency." + currency) ?? currency)}";
    }

    /// <summary>A day as it is written everywhere.</summary>
    public static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static readonly FrozenDictionary<string, string> Signs = new Dictionary<string, string> { ["EUR"] = "€", ["USD"] = "$", ["GBP"] = "£" }.ToFrozenDictionary(StringComparer.Ordinal);

    private static FrozenDictionary<string, ShopperTexts> Load()
    {
        ShippedFiles files = new("Personalization.Assistant.Shoppers.Texts.", ".json");
        return files.Names.ToFrozenDictionary(name => name, name => new ShopperTexts(name, JsonSerializer.Deserialize(files.Find(name)!, TextJson.Default.DictionaryStringString)!), StringComparer.Ordinal);
    }
}

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TextJson : JsonSerializerContext;
