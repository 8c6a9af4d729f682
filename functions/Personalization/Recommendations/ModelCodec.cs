using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Personalization.Recommendations;

/// <summary>A model snapshot as bytes: magic, version, content, and the SHA-256 of all that. Storage format.</summary>
public static class ModelCodec
{
    private const int Version = 1;
    private static readonly byte[] Magic = "PRSM"u8.ToArray();

    /// <summary>The snapshot's bytes.</summary>
    public static byte[] Serialize(RecommendationModel model)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(model.Version);
        writer.Write(model.BuiltAt.UtcTicks);
        writer.Write(model.Events);
        writer.Write(model.ProductIds.Length);
        foreach (string productId in model.ProductIds) writer.Write(productId);
        Write(writer, model.Bought);
        Write(writer, model.Viewed);
        writer.Flush();
        bytes.Write(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        return bytes.ToArray();
    }

    /// <summary>Reads a snapshot. Throws <see cref="InvalidDataException"/> for one that is damaged or of another version.</summary>
    public static RecommendationModel Deserialize(byte[] bytes)
    {
        int content = bytes.Length - SHA256.HashSizeInBytes;
        if (content < Magic.Length + sizeof(int) || !bytes.AsSpan(0, Magic.Length).SequenceEqual(Magic))
            throw new InvalidDataException("The model snapshot is not one of this suite");
        using BinaryReader reader = new(new MemoryStream(bytes, Magic.Length, content - Magic.Length), Encoding.UTF8);
        int version = reader.ReadInt32();
        if (version != Version) throw new InvalidDataException($"The model snapshot has version {version}; this app reads version {Version}");
        if (!SHA256.HashData(bytes.AsSpan(0, content)).AsSpan().SequenceEqual(bytes.AsSpan(content)))
            throw new InvalidDataException("The model snapshot is damaged: its checksum does not match");
        string name = reader.ReadString();
        DateTimeOffset builtAt = new(reader.ReadInt64(), TimeSpan.Zero);
        long events = reader.ReadInt64();
        string[] products = new string[reader.ReadInt32()];
        for (int i = 0; i < products.Length; i++) products[i] = reader.ReadString();
        return new RecommendationModel(name, builtAt, events, products, ReadRows(reader), ReadRows(reader));
    }

    private static void Write(BinaryWriter writer, NeighbourRows rows)
    {
        writer.Write(rows.Starts.Length);
        writer.Write(rows.Products.Length);
        writer.Write(MemoryMarshal.AsBytes(rows.Starts.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(rows.Products.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(rows.Scores.AsSpan()));
    }

    private static NeighbourRows ReadRows(BinaryReader reader)
    {
        NeighbourRows rows = new(new int[reader.ReadInt32()], [], []);
        int places = reader.ReadInt32();
        rows = rows with { Products = new int[places], Scores = new float[places] };
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(rows.Starts.AsSpan()));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(rows.Products.AsSpan()));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(rows.Scores.AsSpan()));
        return rows;
    }
}
