using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Personalization.Assistant.Offline;
using Personalization.Assistant.Tools;
using Personalization.Common;

namespace Personalization.Assistant.Merchants;

/// <summary>Words a merchant's answers in one language out of facts alone: a head by the intent, a line for each thing, the request that gives the figures again.</summary>
internal sealed class MerchantWording
{
    private const int Lines = 12;

    private static readonly ShippedFiles Files = new("Personalization.Assistant.Merchants.Texts.", ".json");
    private static readonly Lazy<ImmutableDictionary<string, MerchantWording>> All =
        new(() => Files.ReadAll(MerchantCodec.Default.DictionaryStringString).ToImmutableDictionary(one => one.Key, one => new MerchantWording(one.Value)));

    private readonly Dictionary<string, string> texts;

    private MerchantWording(Dictionary<string, string> texts) => this.texts = texts;

    /// <summary>The languages there are.</summary>
    public static IEnumerable<string> Languages => All.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>Names of the texts.</summary>
    public IReadOnlyCollection<string> Names => texts.Keys;

    /// <summary>Subject of a message whose subject nobody has said.</summary>
    public string Subject => texts["default_subject"];

    public static MerchantWording For(string language) => All.Value.GetValueOrDefault(language.Split('-')[0]) ?? All.Value["en"];

    /// <summary>The answer.</summary>
    public string Say(OfflinePlan plan, IReadOnlyList<ToolResult> results)
    {
        if (results.Count == 0) return texts.GetValueOrDefault(plan.Intent) ?? texts["unknown"];
        ToolResult result = results[^1];
        if (result.Problem is { } problem) return texts.TryGetValue("problem." + problem.Code, out string? known) ? known : Fill(texts["problem"], ("title", problem.Title), ("detail", problem.Detail));
        if (result.Proposal is { } proposal) return Fill(texts["proposal"], ("summary", proposal.Summary), ("until", proposal.ExpiresAt.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)));
        if (result.Note is { } note && texts.TryGetValue(note, out string? noted)) return noted;
        StringBuilder answer = new(Head(plan.Intent, result));
        int line = 0;
        foreach (string one in BodyOf(result).Take(Lines)) answer.Append('\n').Append(++line).Append(". ").Append(one);
        string[] queries = [.. result.Facts.OfType<FigureFact>().Select(one => one.Query).Concat(result.Facts.OfType<ThingFact>().Where(one => result.Facts.OfType<FigureFact>().FirstOrDefault() is null).Select(one => one.Query).OfType<string>()).Distinct().Take(3)];
        if (queries.Length > 0) answer.Append('\n').Append(texts["query"]).Append(' ').Append(string.Join(" · ", queries));
        return answer.ToString();
    }

    private string Head(string intent, ToolResult result)
    {
        string name = intent is "count" && result.Tool is "segment_list" ? "segments" : intent;
        bool empty = result.Facts.IsEmpty || (result.Tool is "bestsellers" or "price_stock_alarms" && !result.Facts.OfType<ProductFact>().Any());
        if (empty) return texts.GetValueOrDefault(name + ".none") ?? texts.GetValueOrDefault(result.Tool + ".none") ?? texts["none"];
        string text = texts.GetValueOrDefault(name) ?? texts.GetValueOrDefault(result.Tool) ?? texts["found"];
        foreach (FigureFact figure in result.Facts.OfType<FigureFact>()) text = text.Replace("{" + figure.Name + "}", Number(figure), StringComparison.Ordinal);
        ThingFact? first = result.Facts.OfType<ThingFact>().FirstOrDefault();
        // A sentence about what is not known is left out.
        return string.Join(' ', Fill(text, ("name", first?.Name ?? first?.Id ?? ""), ("id", first?.Id ?? ""), ("state", State(first?.State))).Split(" | ").Where(part => !part.Contains('{', StringComparison.Ordinal)));
    }

    private IEnumerable<string> BodyOf(ToolResult result)
    {
        ILookup<string, FigureFact> figures = result.Facts.OfType<FigureFact>().Where(one => one.Of is not null).ToLookup(one => one.Of!, StringComparer.Ordinal);
        if (result.Tool is "bestsellers")
            return result.Facts.OfType<ProductFact>().Select(one => $"{one.Product.Name}: {Figures(figures[one.Product.ProductId])}");
        if (result.Tool is "recommendation_health")
            return figures.Select(one => $"{one.Key}: {Figures(one)}");
        if (result.Tool is "message_outcomes") return result.Facts.OfType<FigureFact>().Select(one => $"{texts.GetValueOrDefault(one.Name) ?? one.Name}: {Number(one)}");
        bool single = result.Tool is "segment_count" or "journey_status";
        return (single ? [] : result.Facts.OfType<ThingFact>().Skip(result.Tool is "profile_card" or "journey_simulate" ? 1 : 0)).Select(one => Line(one, figures))
            .Concat(single || result.Tool is "data_quality" ? result.Facts.OfType<TextFact>().Where(_ => single).Select(one => one.Text) : []);
    }

    private string Line(ThingFact thing, ILookup<string, FigureFact> figures)
    {
        string name = thing.Name is null ? thing.Id : thing.Kind is "quality" ? thing.Name : $"{thing.Name} ({thing.Id})";
        string more = Figures(figures[thing.Id].Concat(thing.Name is null ? [] : figures[thing.Name]));
        string state = State(thing.State);
        return string.Concat(texts.TryGetValue("kind." + thing.Kind, out string? kind) ? kind + " " : "", name, state.Length > 0 ? " — " + state : "", more.Length > 0 ? ": " + more : "");
    }

    private string Figures(IEnumerable<FigureFact> figures) => string.Join(", ", figures.Select(one => $"{texts.GetValueOrDefault(one.Name) ?? one.Name} {Number(one)}"));

    private string State(string? state) => state is null ? "" : texts.GetValueOrDefault("state." + state) ?? state;

    private static string Number(FigureFact figure) =>
        figure.Value.ToString("0.####", CultureInfo.InvariantCulture) + (figure.Unit switch { "%" => " %", { Length: 3 } currency when currency.All(char.IsAsciiLetterUpper) => " " + currency, _ => "" });

    private static string Fill(string text, params ReadOnlySpan<(string Name, string Value)> values)
    {
        foreach ((string name, string value) in values) text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        return text;
    }
}
