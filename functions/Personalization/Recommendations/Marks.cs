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
