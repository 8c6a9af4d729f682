using System.Runtime.InteropServices;
using Personalization.Profiles;

namespace Personalization.Recommendations.Sessions;

/// <summary>One person's doing with one product, as it is gathered: 28 bytes.</summary>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="Event">Hash of the event's id.</param>
/// <param name="Person">Number of the person.</param>
/// <param name="What">Product and kind.</param>
/// <param name="Print">Hash of what the event says.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct Touch(long At, ulong Event, int Person, ProductAct What, uint Print);

/// <summary>A product and what was done with it, in one number.</summary>
internal readonly record struct ProductAct(int Number)
{
    public ProductAct(int product, InteractionKind kind)
        : this((product << 3) | (int)kind)
    {
    }

    public int Product => Number >> 3;

    public InteractionKind Kind => (InteractionKind)(Number & 7);
}

/// <summary>An order as one event tells of it.</summary>
/// <param name="Order">Hash of the order's id, or of the event's where the order has none.</param>
/// <param name="Event">Hash of the event's id.</param>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="Person">Number of the person, or -1.</param>
/// <param name="Known">True where the event names a known person.</param>
/// <param name="Start">Place of its first product.</param>
/// <param name="Count">How many products it has.</param>
/// <param name="Print">Hash of what the event says.</param>
internal readonly record struct OrderTold(ulong Order, ulong Event, long At, int Person, bool Known, int Start, int Count, uint Print);

/// <summary>A step of somebody's history: 20 bytes, in the order of time.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct Step(long At, ulong Event, ProductAct What) : IComparable<Step>
{
    public int CompareTo(Step other)
    {
        int order = At.CompareTo(other.At);
        if (order == 0) order = Event.CompareTo(other.Event);
        return order == 0 ? What.Number.CompareTo(other.What.Number) : order;
    }
}
