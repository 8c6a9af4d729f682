using System.Collections.Immutable;

namespace Personalization.Segments.Automatic;

/// <summary>Bounds of a customer's numbers: above the lower, up to the upper.</summary>
/// <param name="Above">Lower bounds, by number; negative infinity for none.</param>
/// <param name="UpTo">Upper bounds; infinity for none.</param>
internal sealed record NumberBox(ImmutableArray<double> Above, ImmutableArray<double> UpTo)
{
    public static NumberBox Any { get; } = new(
        [.. Enumerable.Repeat(double.NegativeInfinity, CustomerNumbers.Size)], [.. Enumerable.Repeat(double.PositiveInfinity, CustomerNumbers.Size)]);

    public bool Has(CustomerNumbers customer)
    {
        for (int place = 0; place < CustomerNumbers.Size; place++)
        {
            double value = customer.ForRule((CustomerNumber)place);
            if (value <= Above[place] || value > UpTo[place]) return false;
        }
        return true;
    }

    public NumberBox Below(CustomerNumber number, double bound) => this with { UpTo = UpTo.SetItem((int)number, Math.Min(UpTo[(int)number], bound)) };

    public NumberBox Over(CustomerNumber number, double bound) => this with { Above = Above.SetItem((int)number, Math.Max(Above[(int)number], bound)) };
}
