namespace Personalization.Recommendations;

/// <summary>Why a product is not proposed.</summary>
[Flags]
internal enum Mark
{
    None = 0,
    Cart = 1,
    Excluded = 2,
    Current = 4,
    Owned = 8,
    Seen = 16,
    Taken = 32,
    SoldOut = 64,
    OtherCategory = 128,
    TooDear = 256,
    DoesNotFit = 512,
    Shown = 1024,
    Refused = 2048,
    JustSeen = 4096,
    IsContent = 8192,
    NoContent = 16384,
    NotTheirSize = 32768,
}

/// <summary>Marks as explanations name them.</summary>
internal static class MarkNames
{
    /// <summary>The name of what weighs most.</summary>
    public static string Name(this Mark mark)
    {
        if (mark.HasFlag(Mark.Cart)) return "in_cart";
        if (mark.HasFlag(Mark.Refused)) return "refused";
        if (mark.HasFlag(Mark.Excluded)) return "excluded";
        if (mark.HasFlag(Mark.Current)) return "current";
        if (mark.HasFlag(Mark.JustSeen)) return "just_seen";
        if (mark.HasFlag(Mark.Owned)) return "owned";
        if (mark.HasFlag(Mark.Seen)) return "seen";
        return mark switch
        {
            Mark.SoldOut => "sold_out",
            Mark.OtherCategory => "other_category",
            Mark.TooDear => "over_max_price",
            Mark.IsContent => "content",
            Mark.NoContent => "no_content",
            Mark.DoesNotFit => "does_not_fit",
            Mark.NotTheirSize => "not_their_size",
            _ => "already_listed",
        };
    }
}

/// <summary>Marks of numbered products; starting anew costs nothing.</summary>
internal sealed class MarkBoard(int products)
{
    private readonly int[] rounds = new int[products];
    private readonly Mark[] marks = new Mark[products];
    private int round;

    public void Begin()
    {
        if (++round != int.MaxValue) return;
        Array.Clear(rounds);
        round = 1;
    }

    public void Set(int product, Mark mark)
    {
        if (product < 0) return;
        marks[product] = Of(product) | mark;
        rounds[product] = round;
    }

    public Mark Of(int product) => rounds[product] == round ? marks[product] : Mark.None;
}
