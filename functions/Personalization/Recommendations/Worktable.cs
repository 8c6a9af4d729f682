using Personalization.Profiles;
using Personalization.Recommendations.Sessions;
using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations;

/// <summary>What strategies work on for one request: the shop, the visitor, and the candidates so far. Lent by the assortment, so that requests allocate next to nothing.</summary>
internal sealed class Worktable(Assortment assortment)
{
    // Of what a scorer gives, so much more is taken as may turn out to be sold out, or not to pass a filter.
    private const int SpareScores = 16;
    private const int FilteredScores = 256;
    private const int MostScores = 1024;

    private readonly MarkBoard marks = new(assortment.Count);
    private readonly ScoredProduct[] scores = new ScoredProduct[MostScores];
    private readonly Scored[] best = new Scored[MostScores];
    private RecommendationContext context = null!;
    private int attribute;
    private float highestPrice;
    private Mark refused;
    private int wanted;
    private int keptOut;

    public ScoreBoard Board { get; } = new(assortment.Count);

    public Visitor Visitor { get; } = new();

    public DecisionIds Ids { get; } = new();

    public List<Candidate> Candidates { get; } = [];

    /// <summary>Attributes that suit season and weather.</summary>
    public List<int> Context { get; } = [];

    /// <summary>What was not proposed and why; null where nobody asks.</summary>
    public Dictionary<int, Mark>? Refusals { get; set; }

    public RecommendationRequest Request { get; private set; } = null!;

    public Shelf Shelf => context.Shelf;

    public Profile? Profile => context.Profile;

    public AssortmentParts Parts => assortment.Parts;

    /// <summary>The strategy at work.</summary>
    public Strategy Strategy { get; private set; } = null!;

    /// <summary>The product that the list stands beside, or -1; and the model's row of it.</summary>
    public int Anchor { get; private set; }

    /// <inheritdoc cref="Anchor"/>
    public int AnchorRow { get; private set; }

    /// <summary>The category that the request keeps to, or -1.</summary>
    public int CategoryNode { get; private set; }

    /// <summary>Days since 1970.</summary>
    public float Today { get; private set; }

    /// <summary>True when only some of the products may be shown.</summary>
    public bool HasFilters { get; private set; }

    /// <summary>Whose activity was looked at.</summary>
    public string? Scope { get; set; }

    /// <summary>How many candidates are still wanted.</summary>
    public int Missing => wanted - Candidates.Count;

    public void Begin(RecommendationRequest request, RecommendationContext setting, int want)
    {
        (Request, context, wanted, Scope, Refusals) = (request, setting, want, null, null);
        Candidates.Clear();
        marks.Begin();
        Today = AssortmentBuilder.DayOf(setting.At);
        Anchor = assortment.Find(request.ProductId);
        AnchorRow = Anchor >= 0 ? Shelf.Relations.InModel(Anchor) : request.ProductId is { } id ? Shelf.Model.Products.Of(id) : -1;
        Visitor.Begin(request, setting.Shelf, setting.Profile, Today);
        foreach (string productId in request.Exclude ?? []) marks.Set(assortment.Find(productId), Mark.Excluded);
        marks.Set(Anchor, Mark.Current);
        if (setting.Merchandiser?.Adjustment.Feedback is { } feedback)
            foreach (string productId in feedback.Products)
                if (feedback.Penalty(productId, setting.At).IsExcluded) marks.Set(assortment.Find(productId), Mark.Refused);
        if (Visitor.Looks is [.., int justSeen]) marks.Set(justSeen, Mark.JustSeen);
        foreach ((int product, Dealings dealing) in Visitor.Dealings)
        {
            if (dealing.Bought > 0 && !IsDue(product, dealing)) marks.Set(product, Mark.Owned);
            if (dealing.Looked > 0) marks.Set(product, Mark.Seen);
        }
        CategoryNode = assortment.Categories.Find(request.Category);
        Context.Clear();
        if (request.Season is not null || request.Weather is not null)
            foreach (string suiting in Surroundings.Of(request, setting))
                if (assortment.FindAttribute(suiting) is >= 0 and int known) Context.Add(known);
        attribute = request.Fits is { } fits ? assortment.FindAttribute(fits) : -1;
        highestPrice = (float)(request.MaxPrice ?? 0);
        HasFilters = request.Category is not null || request.Fits is not null || request.MaxPrice is not null;
    }

    /// <summary>Sets what the strategy asked for, not its fallbacks, keeps out.</summary>
    public void KeepOut(Strategy asked)
    {
        refused = Mark.Excluded | Mark.Taken | Mark.Cart | Mark.Refused;
        if (Request.ExcludeCurrent ?? asked.Rules.HasFlag(Rules.DropsCurrent)) refused |= Mark.Current;
        if (Request.ExcludeCurrent ?? asked.Rules.HasFlag(Rules.DropsJustSeen)) refused |= Mark.JustSeen;
        if (asked.Rules.HasFlag(Rules.DropsOwned)) refused |= Mark.Owned;
        if (Request.DropSeen) refused |= Mark.Seen;
        // A list of what was begun shows the cart that the profile knows, but not the one that is on the page.
        if (!asked.Rules.HasFlag(Rules.ShowsCart) || Request.Cart is not null)
            foreach (int product in Visitor.Cart) marks.Set(product, Mark.Cart);
        keptOut = Request.Exclude?.Count ?? 0;
        foreach (int product in Visitor.Dealings.Keys)
            if ((marks.Of(product) & refused) is not Mark.None) keptOut++;
    }

    public void Use(Strategy strategy) => Strategy = strategy;

    /// <summary>Why a product may not be shown, or none.</summary>
    private Mark Refusal(int product, Mark keptOut)
    {
        Mark mark = marks.Of(product) & keptOut;
        if (mark is not Mark.None) return mark;
        ref readonly Good good = ref Parts.Goods[product];
        if (!good.Available) return Mark.SoldOut;
        if (!HasFilters) return Mark.None;
        if (Request.Category is not null && (CategoryNode < 0 || !Parts.Categories.Holds(CategoryNode, good.Category))) return Mark.OtherCategory;
        if (Request.MaxPrice is not null && !(good.Price <= highestPrice)) return Mark.TooDear;
        return Request.Fits is not null && !assortment.HasAttribute(product, attribute) ? Mark.DoesNotFit : Mark.None;
    }

    /// <summary>True for a product that may be shown.</summary>
    public bool Allows(int product)
    {
        Mark mark = Refusal(product, refused);
        if (mark is not Mark.None && Refusals is { Count: < MostScores } all) all.TryAdd(product, mark);
        return mark is Mark.None;
    }

    /// <summary>Proposes a product if it may be shown; false when no more are wanted.</summary>
    public bool Propose(int product, float score, Reason reason, int about = -1)
    {
        if (product >= 0 && Missing > 0 && Allows(product))
        {
            marks.Set(product, Mark.Taken);
            Candidates.Add(new Candidate(product, score, Strategy, reason, about));
        }
        return Missing > 0;
    }

    /// <summary>Gives the candidates from a place on reasons of their own.</summary>
    public void Explain(int from, Func<int, Reason> reasonOf)
    {
        for (int at = from; at < Candidates.Count; at++) Candidates[at] = Candidates[at] with { Reason = reasonOf(Candidates[at].Product) };
    }

    /// <summary>Lets each product be taken into the list once.</summary>
    public bool TakeForCut(int product)
    {
        if ((uint)product >= (uint)assortment.Count || (marks.Of(product) & Mark.Shown) != 0 || Refusal(product, refused & ~Mark.Taken) is not Mark.None) return false;
        marks.Set(product, Mark.Shown);
        return true;
    }

    /// <summary>Proposes the products of the board that have the best scores above 0, each for what says most for it.</summary>
    public void ProposeBoard(Reason reason)
    {
        TopList top = new(best.AsSpan(0, Math.Clamp(Missing, 0, best.Length)));
        foreach (int product in Board.Touched)
            if (Board.ScoreOf(product) is > 0 and float score && top.Takes(score) && Allows(product)) top.Offer(new Scored(product, score, Board.BecauseOf(product)));
        foreach (Scored one in best.AsSpan(0, top.Sort())) Propose(one.Product, one.Score, reason, one.Because);
    }

    /// <summary>What the shop's scorer says of the visitor's steps; products are numbers of the model.</summary>
    public ReadOnlySpan<ScoredProduct> Scored()
    {
        int room = Math.Min(scores.Length, Missing + keptOut + (HasFilters ? FilteredScores : SpareScores));
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
