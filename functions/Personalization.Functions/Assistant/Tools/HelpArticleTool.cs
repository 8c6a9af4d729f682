using System.Text;
using Personalization.Assistant;
using Personalization.Assistant.Tools;
using Personalization.Catalog;
using Personalization.Catalog.Search;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>Answers from the shop's guides: products with the attribute <c>kind</c> = <c>content</c>, found by <c>topic</c>, by words, and by what they are about.</summary>
/// <param name="source">The catalog's search.</param>
/// <param name="catalog">Guides as they are now.</param>
internal sealed class HelpArticleTool(ISearchSource source, ICatalogStore catalog) : IAssistantTool
{
    private const int MostGuides = 50, MostPassage = 700;
    private const double ForTopic = 10, ForMaterial = 6;

    public ToolDefinition Definition { get; } = new(
        "help_article", AssistantAudience.Shopper, ToolKind.Read, "Guides and help", "Gives the passage of the shop's guides that answers a question on care, sizes and fit, returns, delivery or payment.",
        [
            new("query", ToolType.Text, "The question, in the shopper's own words.") { Required = true, MaxLength = 500 },
            new("topic", ToolType.Text, "What it is about.") { OneOf = ["care", "fit", "returns", "delivery", "payment"] },
            new("product_id", ToolType.Text, "The product that it is about.") { MaxLength = 100 },
        ]);

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        ProductSearch search = await source.CurrentAsync(cancellationToken);
        CatalogSnapshot now = await catalog.CurrentAsync(cancellationToken);
        Product? about = arguments.Text("product_id") is { } id ? now.Find(id) : null;
        string? topic = arguments.Text("topic");
        string words = about is null ? arguments.Text("query")! : $"{arguments.Text("query")} {about.Name} {string.Join(' ', about.Attributes?.Values ?? [])}";
        HashSet<string> materials = [.. AttributeWords.Materials.KeysIn(words)];
        Dictionary<string, float> scores = search.Search(new CatalogQuery(words, MostGuides) { Content = true }).Hits.ToDictionary(hit => hit.Product.ProductId, hit => hit.Score, StringComparer.Ordinal);
        (Product Guide, double Score)? best = search.Content
            .Where(guide => topic is null ? scores.ContainsKey(guide.ProductId) : TopicOf(guide) is not { } said || said == topic)
            .Select(guide => ((Product, double)?)(now.Find(guide.ProductId) ?? guide, Score(guide, topic, materials, scores)))
            .OrderByDescending(one => one!.Value.Item2).ThenBy(one => one!.Value.Item1.ProductId, StringComparer.Ordinal).FirstOrDefault();
        if (best is not ({ } found, > 0)) return new ToolResult(Definition.Name, []);
        return new ToolResult(Definition.Name, [new TextFact(found.ProductId, Passage(TextOf(found, context.Language), words))]);
    }

    private static double Score(Product guide, string? topic, HashSet<string> materials, Dictionary<string, float> scores) =>
        (topic is not null && TopicOf(guide) == topic ? ForTopic : 0) + scores.GetValueOrDefault(guide.ProductId)
        + (AttributeWords.Materials.ValueOf(guide) is { } material ? AttributeWords.Materials.KeysIn(material).Any(materials.Contains) ? ForMaterial : -ForMaterial : 0);

    private static string? TopicOf(Product guide) => guide.Attributes?.GetValueOrDefault("topic");

    private static string TextOf(Product guide, string language) =>
        guide.Attributes?.GetValueOrDefault("text." + language.Split('-')[0]) ?? guide.Description ?? guide.Names?.GetValueOrDefault(language) ?? guide.Name;

    // Of a long guide the sentences that share most words with the question, in their order.
    private static string Passage(string text, string words)
    {
        if (text.Length <= MostPassage) return text;
        HashSet<string> asked = [.. Words.Of(words).Select(word => word.Stem)];
        string[] sentences = text.Split(['.', '!', '?', '؟', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        int start = Enumerable.Range(0, sentences.Length).MaxBy(place => sentences.Skip(place).Take(3).SelectMany(Words.Of).Count(word => asked.Contains(word.Stem)));
        StringBuilder passage = new();
        foreach (string sentence in sentences.Skip(start).TakeWhile(sentence => passage.Length + sentence.Length < MostPassage)) passage.Append(sentence).Append(". ");
        return passage.ToString().Trim();
    }
}
