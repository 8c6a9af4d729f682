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
    private const int MostGuides = 50;
    private const double ForTopic = 10, ForMaterial = 6, ForLanguage = 4;

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
            .Where(guide => topic is null ? scores.ContainsKey(guide.ProductId) : Guides.TopicOf(guide) is not { } said || said == topic)
            .Select(guide => ((Product, double)?)(now.Find(guide.ProductId) ?? guide, Score(guide, topic, materials, scores) + (IsIn(guide, context.Language) ? ForLanguage : 0)))
            .OrderByDescending(one => one!.Value.Item2).ThenBy(one => one!.Value.Item1.ProductId, StringComparer.Ordinal).FirstOrDefault();
        if (best is not ({ } found, > 0)) return new ToolResult(Definition.Name, []);
        return new ToolResult(Definition.Name, [new TextFact(found.ProductId, Guides.Passage(Guides.TextOf(found, context.Language), words))]);
    }

    private static double Score(Product guide, string? topic, HashSet<string> materials, Dictionary<string, float> scores) =>
        (topic is not null && Guides.TopicOf(guide) == topic ? ForTopic : 0) + scores.GetValueOrDefault(guide.ProductId)
        + (AttributeWords.Materials.ValueOf(guide) is { } material ? AttributeWords.Materials.KeysIn(material).Any(materials.Contains) ? ForMaterial : -ForMaterial : 0);

    // A guide that the shopper can read is worth more than one that fits a little better; one without a language of its own is in English.
    private static bool IsIn(Product guide, string language) => language != "en" && guide.Attributes?.ContainsKey("text." + language.Split('-')[0]) == true;
}
