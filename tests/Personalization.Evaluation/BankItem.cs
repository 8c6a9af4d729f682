using System.Text.Json;

namespace Personalization.Evaluation;

/// <summary>A conversation of the bank: questions, each with what its answer has to be like.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Lang">Language of the questions, and so of the answers.</param>
/// <param name="Audience"><c>shopper</c> or <c>merchant</c>.</param>
/// <param name="Turns">The questions, in order.</param>
internal sealed record BankItem(string Id, string Lang, string Audience, IReadOnlyList<BankTurn> Turns)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <summary>Cart that the storefront tells of; none where it says nothing.</summary>
    public IReadOnlyList<string>? Cart { get; init; }

    /// <summary>Product that is looked at.</summary>
    public string? ProductId { get; init; }

    /// <summary>Reads a file of JSON lines; lines that begin with # are for people.</summary>
    /// <exception cref="FormatException">A line is no conversation.</exception>
    public static IReadOnlyList<BankItem> Read(IEnumerable<string> lines)
    {
        List<BankItem> items = [];
        int number = 0;
        foreach (string line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#')) continue;
            items.Add(Parse(line, number));
        }
        if (items.GroupBy(item => item.Id).FirstOrDefault(same => same.Count() > 1) is { } twice) throw new FormatException($"The id {twice.Key} is there twice.");
        return items;
    }

    private static BankItem Parse(string line, int number)
    {
        try
        {
            BankItem? item = JsonSerializer.Deserialize<BankItem>(line, Options);
            return item is { Id: not null, Lang: not null, Turns.Count: > 0, Audience: "shopper" or "merchant" } && item.Turns.All(turn => !string.IsNullOrWhiteSpace(turn.Say))
                ? item : throw new FormatException($"Line {number} lacks id, lang, audience or turns with say.");
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"Line {number} cannot be read: {wrong.Message}", wrong);
        }
    }
}

/// <summary>A question and what is expected of its answer; all that is said has to hold.</summary>
internal sealed record BankTurn(string Say, Expectation? Expect);

/// <summary>What code can tell of an answer.</summary>
internal sealed record Expectation
{
    /// <summary>One of these tools has to have been called.</summary>
    public IReadOnlyList<string>? Tools { get; init; }

    /// <summary>No product may be shown.</summary>
    public bool NoProducts { get; init; }

    /// <summary>The first product is of one of these kinds: its id begins so.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Of these kinds is every product.</summary>
    public bool Only { get; init; }

    /// <summary>At least so many products.</summary>
    public int Count { get; init; }

    /// <summary>No product costs more, or less.</summary>
    public decimal? MaxPrice { get; init; }

    /// <inheritdoc cref="MaxPrice"/>
    public decimal? MinPrice { get; init; }

    /// <summary>Every product has these attributes, by name.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    /// <summary>Every product is of this brand.</summary>
    public string? Brand { get; init; }

    /// <summary>Every product's category begins so.</summary>
    public string? Category { get; init; }

    /// <summary>Prices go up, or down.</summary>
    public string? Order { get; init; }

    /// <summary>One of these stands in the answer, whatever its case and accents.</summary>
    public IReadOnlyList<string>? Mentions { get; init; }

    /// <summary>None of these stands in the answer.</summary>
    public IReadOnlyList<string>? Not { get; init; }

    /// <summary>The answer asks something back.</summary>
    public bool Asks { get; init; }

    /// <summary>The answer gives nothing of what was wanted: no figures, orders, cart or proposals, and no number that the question did not have.</summary>
    public bool Refuses { get; init; }

    /// <summary>The cart gets so many of a product of this kind; negative to take out.</summary>
    public CartExpectation? Cart { get; init; }

    /// <summary>There is at least one figure, with its request.</summary>
    public bool Figures { get; init; }

    /// <summary>There is something of this kind: an order, a segment, a journey.</summary>
    public string? Thing { get; init; }

    /// <summary>There is a proposal of this tool, and nothing was done.</summary>
    public string? Proposal { get; init; }
}

/// <summary>A change of the cart.</summary>
internal sealed record CartExpectation(string Type, int Quantity);
