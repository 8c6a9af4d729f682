using System.Text;

namespace Personalization.Recommendations.Sessions;

/// <summary>Product ids as numbers, found by their UTF-8 bytes.</summary>
internal sealed class ProductTable
{
    private const ulong Seed = 3;

    private readonly FlatMap places = new();
    private readonly List<string> ids = [];
    private readonly List<byte[]> bytes = [];

    public int Count => ids.Count;

    public string this[int product] => ids[product];

    public int Of(ReadOnlySpan<byte> id)
    {
        // Two ids of one hash must not become one product: the second is looked for under the next hash.
        for (ulong hash = FastHash.Of(id, Seed); ; hash = FastHash.Mix(hash, Seed))
        {
            ref int place = ref places.ValueOf(hash, out bool added);
            if (!added)
            {
                if (bytes[place].AsSpan().SequenceEqual(id)) return place;
                continue;
            }
            place = ids.Count;
            ids.Add(Encoding.UTF8.GetString(id));
            bytes.Add(id.ToArray());
            return place;
        }
    }
}
