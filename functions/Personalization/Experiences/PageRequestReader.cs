using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Common;
using Personalization.Events.Decisions;
using Personalization.Profiles;
using Personalization.Recommendations;

namespace Personalization.Experiences;

/// <summary>Reads what a storefront asks about a page.</summary>
public static class PageRequestReader
{
    private const int LongestBudget = 2_000, MostVisits = 1_000_000;

    /// <summary>The request, or a problem that names all that is wrong with it.</summary>
    public static (PageRequest? Request, Problem? Problem) Read(ReadOnlyMemory<byte> body)
    {
        JsonBody json = JsonBody.Parse(body);
        if (json.Fault is { } fault) return (null, new Problem(400, "not-json", "The body cannot be read", fault, json.Errors));
        List<ProblemError> errors = [];
        PageRequest? request = Read(json.Root, "", errors);
        return errors.Count == 0 ? (request, null) : (null, new Problem(400, "invalid-page", "The page cannot be decided", errors[0].Detail, errors));
    }

    /// <summary>The pages of a batch, or a problem that names all that is wrong with them.</summary>
    public static (IReadOnlyList<PageRequest>? Requests, Problem? Problem) ReadBatch(ReadOnlyMemory<byte> body)
    {
        JsonBody json = JsonBody.Parse(body);
        if (json.Fault is { } fault) return (null, new Problem(400, "not-json", "The body cannot be read", fault, json.Errors));
        List<ProblemError> errors = [];
        JsonFields fields = new(json.Root, "", errors);
        List<PageRequest> requests = [];
        if (fields.IsObject && fields.Any("pages") is { ValueKind: JsonValueKind.Array } pages && pages.GetArrayLength() is >= 1 and <= PageLimits.Pages)
            foreach ((int place, JsonElement page) in pages.EnumerateArray().Index())
            {
                if (Read(page, $"/pages/{place}", errors) is { } request) requests.Add(request);
            }
        else if (fields.IsObject) fields.Wrong("pages", "wrong_type", $"pages must be a list of 1 to {PageLimits.Pages} pages.");
        fields.RefuseOthers();
        return errors.Count == 0 ? (requests, null) : (null, new Problem(400, "invalid-page", "The pages cannot be decided", errors[0].Detail, errors));
    }

    /// <summary>Reads one page of a batch.</summary>
    private static PageRequest? Read(JsonElement body, string pointer, List<ProblemError> errors)
    {
        JsonFields fields = new(body, pointer, errors);
        if (!fields.IsObject) return null;
        JsonFields? page = fields.Object("page");
        if (page is null) fields.Missing("page", "what is shown, such as {\"type\":\"home\"}");
        PageRequest request = new(page?.OneOf("type", PageNames.Types.Keys) is { } type ? PageNames.Types[type] : PageType.Other, Slots(fields))
        {
            Visitor = fields.Text("anonymousId", PageLimits.IdLength) is { } id ? PersonKey.Anonymous(id) : null,
            ProductId = page?.Text("productId", PageLimits.IdLength),
            Category = page?.Text("category", PageLimits.IdLength),
            Query = page?.Text("query", PageLimits.IdLength),
            Campaign = page?.Text("campaign", PageLimits.IdLength),
            Language = fields.Text("language", 35) ?? "en",
            Currency = fields.Text("currency", 3),
            Cart = Cart(fields),
            Session = [.. fields.Texts("session", PageLimits.Names, PageLimits.IdLength) ?? []],
            Visit = Visit(fields),
            Budget = fields.Whole("timeBudgetMs", 1, LongestBudget) is { } budget ? TimeSpan.FromMilliseconds(budget) : PageLimits.UsualBudget,
        };
        page?.RefuseOthers();
        fields.RefuseOthers();
        return request;
    }

    private static ImmutableArray<SlotRequest> Slots(JsonFields fields)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        return [.. fields.Objects("slots", 1, PageLimits.Slots).Select(one => Slot(one, ids)).OfType<SlotRequest>()];
    }

    private static SlotRequest? Slot(JsonFields fields, HashSet<string> ids)
    {
        string? id = fields.Text("id", DecisionId.NameBytes), kind = fields.OneOf("kind", PageNames.Kinds.Keys);
        if (id is null) fields.Missing("id", "the slot's name");
        else if (!id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.')) fields.Wrong("id", "wrong_form", "id must be letters, digits, dots, _ and -.");
        else if (!ids.Add(id)) fields.Wrong("id", "twice", $"There are two slots {id}: each needs its own id.");
        if (kind is null) fields.Missing("kind", $"one of {string.Join(", ", PageNames.Kinds.Keys)}");
        SlotRequest slot = new(id ?? "", kind is null ? SlotKind.Recommendations : PageNames.Kinds[kind])
        {
            Strategy = fields.OneOf("strategy", [.. Strategies.All.Keys]) ?? "for_you",
            Limit = fields.Whole("limit", 1, 100) ?? 12,
            ProductId = fields.Text("productId", PageLimits.IdLength),
            Items = [.. fields.Texts("items", PageLimits.Names, PageLimits.IdLength) ?? []],
            Experiment = fields.Text("experiment", 64),
        };
        if (slot is { Kind: SlotKind.Navigation or SlotKind.Listing or SlotKind.Search, Items.IsEmpty: true }) fields.Missing("items", "what is to be put in order");
        if (slot is { Kind: SlotKind.Experiment, Experiment: null }) fields.Missing("experiment", "the experiment's id");
        fields.RefuseOthers();
        return slot;
    }

    private static ImmutableArray<PageLine>? Cart(JsonFields fields)
    {
        if (fields.Any("cart") is null) return null;
        ImmutableArray<PageLine>.Builder lines = ImmutableArray.CreateBuilder<PageLine>();
        foreach (JsonFields line in fields.Objects("cart", 0, PageLimits.Names))
        {
            string? product = line.Text("productId", PageLimits.IdLength);
            if (product is null) line.Missing("productId", "the product");
            lines.Add(new PageLine(product ?? "", line.Whole("quantity", 1, 10_000) ?? 1, line.Number("price", 0, 1e9) is { } price ? (decimal)price : null));
            line.RefuseOthers();
        }
        return lines.ToImmutable();
    }

    private static Visit Visit(JsonFields fields)
    {
        if (fields.Object("visit") is not { } visit) return Experiences.Visit.First;
        Visit read = new(visit.Whole("number", 1, MostVisits) ?? 1, visit.Whole("pages", 1, MostVisits) ?? 1, visit.Whole("seconds", 0, int.MaxValue) ?? 0, visit.Flag("leaving") ?? false)
        {
            PopupsSeen = [.. visit.Texts("popupsSeen", PageLimits.Names, 64) ?? []],
        };
        visit.RefuseOthers();
        return read;
    }
}
