using System.Buffers;

namespace Personalization.Recommendations.Merchandising;

/// <summary>Pins by position: those in front are placed first, so that none pushes another away.</summary>
internal readonly ref struct PinOrder : IDisposable
{
    private readonly CompiledRule[] rented;
    private readonly int count;

    public PinOrder(ReadOnlySpan<CompiledRule> pins)
    {
        rented = ArrayPool<CompiledRule>.Shared.Rent(pins.Length);
        count = 0;
        foreach (CompiledRule pin in pins)
        {
            // In the order of positions, and as given among equal ones.
            int place = count++;
            for (; place > 0 && rented[place - 1].Rule.Position > pin.Rule.Position; place--) rented[place] = rented[place - 1];
            rented[place] = pin;
        }
    }

    public ReadOnlySpan<CompiledRule> Rules => rented.AsSpan(0, count);

    /// <summary>Fills <paramref name="target"/> with the origin's candidates, pinned ones at their positions; 1 when the last of the pins could not be placed.</summary>
    public static int Place(ReadOnlySpan<CompiledRule> pins, ReadOnlySpan<RankedCandidate> origin, Span<RankedCandidate> target, double best)
    {
        int[] places = ArrayPool<int>.Shared.Rent(pins.Length);
        Span<int> from = places.AsSpan(0, pins.Length);
        for (int pin = 0; pin < pins.Length; pin++)
        {
            from[pin] = Find(origin, pins[pin], best);
            if (from[..pin].Contains(from[pin])) from[pin] = -1;
        }
        int next = 0, taken = 0;
        for (int place = 0; place < target.Length; place++)
        {
            while (next < pins.Length && from[next] < 0) next++;
            while (taken < origin.Length && from.Contains(taken)) taken++;
            bool pinned = next < pins.Length && (pins[next].Rule.Position <= place + 1 || taken == origin.Length);
            target[place] = origin[pinned ? from[next++] : taken++];
        }
        int notPlaced = from[^1] < 0 ? 1 : 0;
        ArrayPool<int>.Shared.Return(places);
        return notPlaced;
    }

    public void Dispose()
    {
        if (rented is not null) ArrayPool<CompiledRule>.Shared.Return(rented, clearArray: true);
    }

    /// <summary>Where the pinned product stands, or -1 when it is not proposed or too far below the best.</summary>
    private static int Find(ReadOnlySpan<RankedCandidate> origin, CompiledRule pin, double best)
    {
        for (int place = 0; place < origin.Length; place++)
            if (origin[place].Product == pin.Pinned) return origin[place].Score >= pin.Floor * best ? place : -1;
        return -1;
    }
}
