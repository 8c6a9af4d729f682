using System.Buffers;
using System.Text;
using Personalization.Events;
using Personalization.Recommendations.Sessions;
using Personalization.Recommendations.Snapshots;

namespace Personalization.Recommendations;

/// <summary>A model as the bytes of a snapshot, and back: flat arrays that are copied, not parsed.</summary>
public static class ModelCodec
{
    /// <summary>The snapshot's bytes.</summary>
    public static byte[] Serialize(RecommendationModel model)
    {
        SnapshotWriter writer = new();
        writer.Add(SnapshotSection.Name, model.Version);
        writer.Add<long>(SnapshotSection.BuiltAtAndEvents, [model.BuiltAt.UtcTicks, model.Events]);
        writer.Add(SnapshotSection.LakeNames, string.Join('\n', model.Lake.Select(file => file.Name)));
        writer.Add<long>(SnapshotSection.LakeLengths, [.. model.Lake.Select(file => file.Length)]);
        writer.Add<double>(SnapshotSection.RepeatShare, [model.RepeatShare]);
        AddProducts(writer, model.Products);
        Add(writer, SnapshotSection.Bought, model.Bought);
        Add(writer, SnapshotSection.Together, model.Together);
        Add(writer, SnapshotSection.Viewed, model.Viewed);
        Add(writer, model.Sessions);
        return writer.ToArray();
    }

    /// <summary>Reads a snapshot. Throws <see cref="InvalidDataException"/> for one that is damaged or of another version.</summary>
    public static RecommendationModel Deserialize(ReadOnlyMemory<byte> bytes)
    {
        SnapshotReader reader = new(bytes);
        ReadOnlySpan<long> facts = reader.Span<long>(SnapshotSection.BuiltAtAndEvents);
        return new RecommendationModel(reader.Text(SnapshotSection.Name), new DateTimeOffset(facts[0], TimeSpan.Zero), facts[1], ReadProducts(reader))
        {
            Lake = ReadLake(reader),
            RepeatShare = reader.Span<double>(SnapshotSection.RepeatShare)[0],
            Bought = ReadRows(reader, SnapshotSection.Bought),
            Together = ReadRows(reader, SnapshotSection.Together),
            Viewed = ReadRows(reader, SnapshotSection.Viewed),
            Sessions = ReadSessions(reader),
        };
    }

    private static LakeFile[] ReadLake(SnapshotReader reader) =>
        [.. reader.Text(SnapshotSection.LakeNames).Split('\n').Zip(reader.Array<long>(SnapshotSection.LakeLengths), (name, length) => new LakeFile(name, length))];

    private static void AddProducts(SnapshotWriter writer, ProductNumbers products)
    {
        int[] ends = new int[products.Ids.Length];
        ArrayBufferWriter<byte> text = new();
        for (int number = 0; number < ends.Length; number++)
        {
            Encoding.UTF8.GetBytes(products.Ids[number], text);
            ends[number] = text.WrittenCount;
        }
        writer.Add(SnapshotSection.ProductIds, text.WrittenSpan);
        writer.Add<int>(SnapshotSection.ProductIdEnds, ends);
        writer.Add(SnapshotSection.ProductSlots, products.Slots);
    }

    private static ProductNumbers ReadProducts(SnapshotReader reader)
    {
        ReadOnlySpan<byte> text = reader.Span<byte>(SnapshotSection.ProductIds);
        ReadOnlySpan<int> ends = reader.Span<int>(SnapshotSection.ProductIdEnds);
        string[] ids = new string[ends.Length];
        for (int number = 0, start = 0; number < ids.Length; start = ends[number++]) ids[number] = Encoding.UTF8.GetString(text[start..ends[number]]);
        return new ProductNumbers(ids, reader.Array<int>(SnapshotSection.ProductSlots));
    }

    private static void Add(SnapshotWriter writer, SnapshotSection first, NeighbourRows rows)
    {
        writer.Add<int>(first, rows.Starts);
        writer.Add<int>(first + 1, rows.Products);
        writer.Add<float>(first + 2, rows.Scores);
    }

    private static NeighbourRows ReadRows(SnapshotReader reader, SnapshotSection first) =>
        new(reader.Array<int>(first), reader.Array<int>(first + 1), reader.Array<float>(first + 2));

    private static void Add(SnapshotWriter writer, SessionModel model)
    {
        writer.Add<int>(SnapshotSection.SessionStarts, model.Rows.Starts);
        writer.Add<int>(SnapshotSection.SessionProducts, model.Rows.Products);
        writer.Add<byte>(SnapshotSection.SessionLast, model.Rows.Last);
        writer.Add<byte>(SnapshotSection.SessionEarlier, model.Rows.Earlier);
        writer.Add<int>(SnapshotSection.SessionBiases, model.Biases);
        (Blend blend, ByteScale last, ByteScale earlier, Popularity counts) = model.Evidence;
        writer.Add<double>(SnapshotSection.SessionBlend, blend.Values);
        writer.Add<double>(SnapshotSection.SessionScales, [last.Least, last.Step, earlier.Least, earlier.Step]);
        writer.Add<float>(SnapshotSection.SessionCounts, counts.All);
        writer.Add<float>(SnapshotSection.SessionNewest, counts.Newest);
    }

    private static SessionModel ReadSessions(SnapshotReader reader)
    {
        SessionRows rows = new(
            reader.Array<int>(SnapshotSection.SessionStarts), reader.Array<int>(SnapshotSection.SessionProducts),
            reader.Array<byte>(SnapshotSection.SessionLast), reader.Array<byte>(SnapshotSection.SessionEarlier));
        ReadOnlySpan<double> scales = reader.Span<double>(SnapshotSection.SessionScales);
        Popularity counts = new(reader.Array<float>(SnapshotSection.SessionCounts), reader.Array<float>(SnapshotSection.SessionNewest));
        return new SessionModel(
            rows, reader.Array<int>(SnapshotSection.SessionBiases),
            new SessionEvidence(new Blend(reader.Array<double>(SnapshotSection.SessionBlend)), new(scales[0], scales[1]), new(scales[2], scales[3]), counts));
    }
}
