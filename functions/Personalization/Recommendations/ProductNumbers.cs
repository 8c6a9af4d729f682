namespace Personalization.Recommendations;

/// <summary>Products of a model by number, and their numbers by id: a flat hash table that is stored with the model, so that loading it builds nothing.</summary>
public sealed class ProductNumbers
{
    private readonly int[] slots;

    /// <summary>Takes products with the table that <see cref="SlotsOf"/> made of them. Throws <see cref="InvalidDataException"/> for a table that cannot be theirs.</summary>
    public ProductNumbers(string[] ids, int[] slots)
    {
        if (slots.Length < ids.Length + 1 || (slots.Length & (slots.Length - 1)) != 0)
            throw new InvalidDataException("The model snapshot's table of products does not fit its products");
        (Ids, this.slots) = (ids, slots);
    }

    /// <summary>Products with a new table.</summary>
    public ProductNumbers(string[] ids) : this(ids, SlotsOf(ids)) { }

    /// <summary>Ids by number.</summary>
    public string[] Ids { get; }

    /// <summary>The table: a number and one, or 0 for an empty place.</summary>
    public ReadOnlySpan<int> Slots => slots;

    /// <summary>The number of a product, or -1.</summary>
    public int Of(ReadOnlySpan<char> id)
    {
        for (int place = HashOf(id); ; place++)
        {
            int number = slots[place & (slots.Length - 1)] - 1;
            if (number < 0 || id.SequenceEqual(Ids[number])) return number;
        }
    }

    /// <summary>The table of some products; at most half full.</summary>
    private static int[] SlotsOf(string[] ids)
    {
        int[] slots = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(2 * ids.Length) + 1)];
        for (int number = 0; number < ids.Length; number++)
        {
            int place = HashOf(ids[number]);
            while (slots[place & (slots.Length - 1)] != 0) place++;
            slots[place & (slots.Length - 1)] = number + 1;
        }
        return slots;
    }

    /// <summary>FNV-1a over the characters (Fowler, Noll, Vo), with its high bits folded in. Storage format.</summary>
    private static int HashOf(ReadOnlySpan<char> id)
    {
        ulong hash = 14695981039346656037;
        foreach (char character in id) hash = (hash ^ character) * 1099511628211;
        return (int)((hash ^ (hash >> 32)) & int.MaxValue);
    }
}
