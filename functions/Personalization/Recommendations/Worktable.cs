using Personalization.Profiles;
using Personalization.Recommendations.Declared;
using Personalization.Recommendations.Sessions;
using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations;

/// <summary>What strategies work on for one request: the shop, the visitor, and the candidates so far. Lent by the assortment, so that requests allocate next to nothing.</summary>
internal sealed class Worktable(Assortment assortment)
{
    // Of what a scorer gives, so much more is taken as may turn out to be sold out, or not to pass a filter, or to be content.
    private const int SpareScores = 16;
    private const int FilteredScores = 256;
    private const int MostScores = 1024;

    private readonly ScoredProduct[] scores = new ScoredProduct[MostScores];
    private readonly Scored[] best = new Scored[MostScores];
    private RecommendationContext context = null!;
    private int wanted;

    /// <summary>What may be shown.</summary>
    public Admission Admission { get; } = new(assortment);

    public ScoreBoard Board { get; } = new(assortment.Count);

    public Visitor Visitor { get; } = new();

    public DecisionIds Ids { get; } = new();

    public List<Candidate> Candidates { get; } = [];

    /// <summary>Attributes that suit season and weather.</summary>
    public List<int> Context { get; } = [];

    public RecommendationRequest Request { get; private set; } = null!;

    /// <summary>What the answer is made from.</summary>
    public RecommendationContext Setting => context;

    public Shelf Shelf => context.Shelf;

    public Profile? Profile => context.Profile;

    public AssortmentParts Parts => assortment.Parts;

    /// <summary>What the visitor has told the shop about products; null for nothing, and for lists of what they chose before.</summary>
    public DeclaredTaste? Taste { get; private set; }

    /// <summary>The strategy at work.</summary>
    public Strategy Strategy { get; private set; } = null!;

    /// <summary>The product that the list stands beside, or -1; and the model's row of it.</summary>
    public int Anchor { get; private set; }

    /// <inheritdoc cref="Anchor"/>
    public int AnchorRow { get; private set; }

    /// <summary>Days since 1970.</summary>
    public float Today { get; private set; }

    /// <summary>Whose activity was looked at.</summary>
    public string? Scope { get; set; }

    /// <summary>How many candidates are still wanted.</summary>
    public int Missing => wanted - Candidates.Count;

    public void Begin(RecommendationRequest request, RecommendationContext setting, int want)
    {
        (Request, context, wanted, Scope) = (request, setting, want, null);
        Candidates.Clear();
        Today = AssortmentBuilder.DayOf(setting.At);
        Anchor = assortment.Find(request.ProductId);
        AnchorRow = Anchor >= 0 ? Shelf.Relations.InModel(Anchor) : request.ProductId is { } id ? Shelf.Model.Products.Of(id) : -1;
        Visitor.Begin(request, setting.Shelf, setting.Profile, Today);
        Taste = DeclaredList.TasteFor(request, setting);
        Admission.Begin(request, setting, Anchor, Taste?.Sizes);
        if (Visitor.Looks is [.., int justSeen]) Admission.Set(justSeen, Mark.JustSeen);
        foreach ((int product, Dealings dealing) in Visitor.Dealings)
        {
            if (dealing.Bought > 0 && !IsDue(product, dealing)) Admission.Set(product, Mark.Owned);
            if (dealing.Looked > 0) Admission.Set(product, Mark.Seen);
        }
        Context.Clear();
        if (request.Season is not null || request.Weather is not null)
            foreach (string suiting in Surroundings.Of(request, setting))
                if (assortment.FindAttribute(suiting) is >= 0 and int known) Context.Add(known);
    }

    /// <summary>Sets what the strategy asked for, not its fallbacks, keeps out.</summary>
    public void KeepOut(Strategy asked) => Admission.KeepOut(asked, Visitor);

    public void Use(Strategy strategy) => Strategy = strategy;

    /// <summary>Proposes a product if it may be shown; false when no more are wanted.</summary>
    public bool Propose(int product, float score, Reason reason, int about = -1)
    {
        if (product >= 0 && Missing > 0 && Admission.Allows(product))
        {
            Admission.Set(product, Mark.Taken);
            Candidates.Add(new Candidate(product, score, Strategy, reason, about));
        }
        return Missing > 0;
    }

    /// <summary>Gives the candidates from a place on reasons of their own.</summary>
    public void Explain(int from, Func<int, Reason> reasonOf)
    {
        for (int at = from; at < Candidates.Count; at++) Candidates[at] = Candidates[at] with { Reason = reasonOf(Candidates[at].Product) };
    }

    /// <summary>Proposes the products of the board that have the best scores above 0, each for what says most for it.</summary>
    public void ProposeBoard(Reason reason)
    {
        TopList top = new(best.AsSpan(0, Math.Clamp(Missing, 0, best.Length)));
        foreach (int product in Board.Touched)
            if (Board.ScoreOf(product) is > 0 and float score && top.Takes(score) && Admission.Allows(product)) top.Offer(new Scored(product, score, Board.BecauseOf(product)));
        foreach (Scored one in best.AsSpan(0, top.Sort())) Propose(one.Product, one.Score, reason, one.Because);
    }

    /// <summary>What the shop's scorer says of the visitor's steps; products are numbers of the model.</summary>
    public ReadOnlySpan<ScoredProduct> Scored()
    {
        int room = Math.Min(scores.Length, Missing + Admission.KeptOut + (Admission.HasFilters || Parts.Content.Length > 0 ? FilteredScores : SpareScores));
        return scores.AsSpan(0, Shelf.Scorer.Score(Visitor.Steps, scores.AsSpan(0, room)));
    }

    /// <summary>The newest product of the visitor's steps that a product is bought or looked at with, or -1.</summary>
    public int BecauseOf(int product)
    {
        int row = Shelf.Relations.InModel(product);
        ReadOnlySpan<SessionStep> steps = Visitor.Steps;
        for (int place = steps.Length - 1; place >= 0; place--)
        {
            int other = steps[place].Product;
            if (Shelf.Model.Bought.Of(other).Contains(row) || Shelf.Model.Viewed.Of(other).Contains(row)) return Shelf.Relations.InCatalog(other);
        }
        return -1;
    }

    /// <summary>Adds the neighbours of a row of the model to the board, as products of the catalog.</summary>
    public void AddRow(NeighbourRows rows, int row, float weight, int about)
    {
        ReadOnlySpan<int> neighbours = rows.Of(row);
        ReadOnlySpan<float> strengths = rows.ScoresOf(row);
        for (int at = 0; at < neighbours.Length; at++)
            if (Shelf.Relations.InCatalog(neighbours[at]) is >= 0 and int product) Board.Add(product, strengths[at] * weight, about);
    }

    /// <summary>The days after which a product is bought again: by this person where that happened, else by others; 0 when nobody does.</summary>
    public float IntervalOf(int product, in Dealings dealing) => dealing.Gaps > 0 ? dealing.GapDays / dealing.Gaps : Shelf.Popularity.IntervalDays[product];

    /// <summary>True when what was bought should be used up soon: then owning it is no reason against it.</summary>
    public bool IsDue(int product, in Dealings dealing)
    {
        float interval = IntervalOf(product, dealing);
        return interval > 0 && Today - dealing.Bought >= 0.8f * interval;
    }
}
