namespace Personalization.Recommendations;

/// <summary>The part of the counts that tells places, segments and repetitions apart, as bytes. Storage format, see <see cref="ActivityCodec"/>.</summary>
internal static class SliceCodec
{
    public static void Write(BinaryWriter writer, ActivityState state)
    {
        writer.Write7BitEncodedInt(state.Slices.All.Count);
        foreach ((string slice, Dictionary<string, SortedDictionary<int, ActivityCounts>> products) in state.Slices.All)
        {
            writer.Write(slice);
            writer.Write7BitEncodedInt(products.Count);
            foreach ((string productId, SortedDictionary<int, ActivityCounts> days) in products)
            {
                writer.Write(productId);
                ActivityCodec.Write(writer, days);
            }
        }
        writer.Write7BitEncodedInt(state.Buyers.Count);
        foreach ((ulong person, BuyerMark mark) in state.Buyers.Marks)
        {
            writer.Write(person);
            writer.Write(mark.Orders);
            writer.Write(mark.LastOrder);
        }
        writer.Write7BitEncodedInt(state.Members.Count);
        foreach ((ulong person, IEnumerable<string> segments) in state.Members.Members)
        {
            string[] those = [.. segments.Order(StringComparer.Ordinal)];
            writer.Write(person);
            writer.Write7BitEncodedInt(those.Length);
            foreach (string segment in those) writer.Write(segment);
        }
        writer.Write7BitEncodedInt(state.Intervals.Count);
        foreach ((ulong key, int day) in state.Intervals.LastPurchases)
        {
            writer.Write(key);
            writer.Write7BitEncodedInt(day);
        }
        writer.Write7BitEncodedInt(state.Intervals.Products.Count);
        foreach ((string productId, IntervalSum sum) in state.Intervals.Products)
        {
            writer.Write(productId);
            writer.Write7BitEncodedInt64(sum.Count);
            writer.Write7BitEncodedInt64(sum.Days);
        }
    }

    public static void Read(BinaryReader reader, ActivityState state)
    {
        for (int slices = reader.Read7BitEncodedInt(); slices > 0; slices--)
        {
            string slice = reader.ReadString();
            for (int left = reader.Read7BitEncodedInt(); left > 0; left--)
            {
                string productId = reader.ReadString();
                foreach ((int day, ActivityCounts counts) in ActivityCodec.Spans(reader)) state.Slices.Add(slice, productId, day, counts);
            }
        }
        for (int left = reader.Read7BitEncodedInt(); left > 0; left--) state.Buyers.Remember(reader.ReadUInt64(), new BuyerMark(reader.ReadByte(), reader.ReadUInt64()));
        for (int people = reader.Read7BitEncodedInt(); people > 0; people--)
        {
            ulong person = reader.ReadUInt64();
            for (int left = reader.Read7BitEncodedInt(); left > 0; left--) state.Members.Enter(person, reader.ReadString());
        }
        for (int left = reader.Read7BitEncodedInt(); left > 0; left--) state.Intervals.Remember(reader.ReadUInt64(), reader.Read7BitEncodedInt());
        for (int left = reader.Read7BitEncodedInt(); left > 0; left--)
            state.Intervals.Products[reader.ReadString()] = new IntervalSum(reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
    }
}
