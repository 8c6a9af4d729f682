using System.Collections.Immutable;
using Personalization.Common;
using Personalization.Common.Documents;
using Personalization.Experiences.Content;
using Personalization.Messages.Templates;

namespace Personalization.Experiences.Definitions;

/// <summary>Reads what experiences of a kind show.</summary>
internal sealed class ContentReader(SlotKind kind)
{
    private static readonly ExperienceContent Nothing = new((LocalText?)null);

    public ExperienceContent Needed(DocumentFields fields, string name) =>
        fields.Needed(name, "what is shown: title, text, cta, imageUrl, link, theme") is { } node && DocumentFields.Of(node, fields.At(name), fields.Findings, "Content") is { } content ? Read(content) : Nothing;

    public ImmutableArray<ExperienceTier> Tiers(DocumentFields fields)
    {
        if (fields.Node("tiers") is not { } node) return [];
        if (node is not ListNode { Items.Count: >= 1 and <= ExperienceLimits.Branches } list)
        {
            fields.Wrong("tiers", $"tiers is a list of 1 to {ExperienceLimits.Branches}, each with cart or customer, currency and content", "wrong-type");
            return [];
        }
        List<ExperienceTier> tiers = [];
        foreach ((int place, DocumentNode item) in list.Items.Index())
        {
            if (DocumentFields.Of(item, $"{fields.At("tiers")}/{place}", fields.Findings, "A tier") is not { } tier) continue;
            decimal? cart = tier.Number("cart", 0, ExperienceLimits.Money), customer = tier.Number("customer", 0, ExperienceLimits.Money);
            if (cart is null == customer is null) tier.Wrong("cart", "A tier says from which worth on: either cart or customer", "missing");
            tiers.Add(new ExperienceTier(cart is not null, new Worth(cart ?? customer ?? 0, AudienceReader.Currency(tier)), Needed(tier, "content")));
            tier.Finish("A tier");
        }
        return [.. tiers.OrderByDescending(one => one.AtLeast.Amount)];
    }

    public ImmutableSortedDictionary<string, ExperienceContent?> Variants(DocumentFields fields)
    {
        ImmutableSortedDictionary<string, ExperienceContent?>.Builder variants = ImmutableSortedDictionary.CreateBuilder<string, ExperienceContent?>(StringComparer.Ordinal);
        if (fields.Node("variants") is not { } node || DocumentFields.Of(node, fields.At("variants"), fields.Findings, "Variants") is not { } read) return variants.ToImmutable();
        if (read.Map.Members.Count > ExperienceLimits.Branches) fields.Wrong("variants", $"variants are at most {ExperienceLimits.Branches}");
        foreach ((ScalarNode key, DocumentNode item) in read.Map.Members)
        {
            if (!TemplateReader.IsName(key.Text)) read.Wrong(key.Text, "A variant's id is 1 to 64 letters, digits, - and _");
            variants[key.Text] = item is ScalarNode { IsNull: true } ? null : DocumentFields.Of(item, read.At(key.Text), fields.Findings, "Content") is { } content ? Read(content) : null;
        }
        return variants.ToImmutable();
    }

    private ExperienceContent Read(DocumentFields fields)
    {
        DocumentFields? goal = ExperienceReader.Below(fields, "goal", "A goal");
        ExperienceContent content = new(Text(fields, "text", ExperienceLimits.Text, kind is SlotKind.Greeting))
        {
            Title = Text(fields, "title", ExperienceLimits.Title, kind is SlotKind.Banner or SlotKind.Popup),
            Cta = Text(fields, "cta", ExperienceLimits.Title),
            ImageUrl = Address(fields, "imageUrl"),
            Link = Address(fields, "link"),
            Theme = fields.Text("theme", "a look") ?? "plain",
            Coupon = fields.Text("coupon", "a code", longest: 64),
            Goal = goal is null ? null : new Worth(goal.Number("cart", 0.01m, ExperienceLimits.Money) ?? 0, AudienceReader.Currency(goal)),
        };
        goal?.Finish("A goal");
        if (!ExperienceNames.Themes.Contains(content.Theme)) fields.Wrong("theme", $"theme is one of {string.Join(", ", ExperienceNames.Themes)}{Spelling.Hint(content.Theme, ExperienceNames.Themes)}");
        if (content.Goal is null && ((LocalText?[])[content.Text, content.Title, content.Cta]).Any(one => one is not null && one.ByLanguage.Values.Any(text => text.Contains("{cartRemaining", StringComparison.Ordinal))))
            fields.Wrong("goal", "{cartRemaining} needs a goal: goal: { cart: 50, currency: EUR }", "missing");
        fields.Finish("Content");
        return content;
    }

    private static LocalText? Text(DocumentFields fields, string name, int longest, bool needed = false)
    {
        const string What = "a text, or one for each language: { en: ..., el: ... }";
        if ((needed ? fields.Needed(name, What) : fields.Node(name)) is not { } node) return null;
        SortedDictionary<string, string> texts = new(StringComparer.OrdinalIgnoreCase);
        if (node is ScalarNode alone) texts["en"] = alone.Text;
        else if (node is MapNode map)
            foreach ((ScalarNode key, DocumentNode item) in map.Members) texts[key.Text] = item is ScalarNode scalar ? scalar.Text : "";
        if (texts.Count is 0 or > ExperienceLimits.Languages || texts.Any(one => one.Key.Length is < 2 or > 35 || one.Value.Length == 0 || one.Value.Length > longest))
        {
            fields.Wrong(name, $"{name} is {What}, each 1 to {longest} characters", "wrong-type");
            return null;
        }
        foreach ((string language, string text) in texts)
            if (Placeholders.Fault(text) is { } fault) fields.Wrong(name, $"{language}: {fault}", "placeholder");
        return new LocalText(texts);
    }

    // No other scheme, and no address of another host without one: what is clicked stays with the shop or is encrypted.
    private static string? Address(DocumentFields fields, string name)
    {
        if (fields.Text(name, "an address", longest: 2000) is not { } text) return null;
        bool isPath = text[0] == '/' && !text.StartsWith("//", StringComparison.Ordinal) && !text.Contains('\\', StringComparison.Ordinal) && !text.Any(char.IsControl);
        if (isPath || (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme == Uri.UriSchemeHttps && address.UserInfo.Length == 0)) return text;
        fields.Wrong(name, $"{name} begins with https:// or is a path of the shop such as /sale");
        return null;
    }
}
