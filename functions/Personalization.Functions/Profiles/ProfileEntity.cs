using Azure.Data.Tables;
using Personalization.Profiles;
using Personalization.Profiles.Identity;
using Personalization.Profiles.Memberships;

namespace Personalization.Functions.Profiles;

/// <summary>Profiles as rows of a table. Names of rows and properties are storage format.</summary>
internal static class ProfileEntity
{
    /// <summary>The row of the profile, in its person's partition.</summary>
    public const string Row = "profile";

    /// <summary>What the rows of parts begin with.</summary>
    public const string PartPrefix = "part-";

    // A binary property holds 64 KiB.
    private const int PieceBytes = 60 * 1024;

    public static string PartRow(PersonKey part) => PartPrefix + part.StorageKey;

    public static TableEntity Whole(StoredProfile stored)
    {
        TableEntity entity = Written(stored.Profile.Key, Row, stored.Profile);
        if (MembershipCodec.Serialize(stored.Memberships) is { } segments) entity["Segments"] = segments;
        if (!stored.Identity.IsNone) Cut(entity, "Identity", IdentityCodec.Serialize(stored.Identity));
        return entity;
    }

    public static TableEntity Part(PersonKey whole, Profile part) => Written(whole, PartRow(part.Key), part);

    public static Profile Read(TableEntity entity) => ProfileCodec.Deserialize(Joined(entity, "Json").Span, entity.GetBinary("Seen"), Joined(entity, "Timeline"));

    public static StoredProfile ReadWhole(TableEntity entity)
    {
        return new StoredProfile(Read(entity), entity.ETag.ToString())
        {
            Identity = IdentityCodec.Deserialize(Joined(entity, "Identity").Span), Memberships = MembershipCodec.Deserialize(entity.GetBinary("Segments")),
        };
    }

    /// <summary>About how many bytes an entity takes.</summary>
    public static int Size(TableEntity entity) => ((IDictionary<string, object>)entity).Values.Sum(value => value is byte[] bytes ? (bytes.Length * 4 / 3) + 100 : 200);

    private static TableEntity Written(PersonKey whole, string row, Profile profile)
    {
        TableEntity entity = new(whole.StorageKey, row) { ["Seen"] = ProfileCodec.SerializeSeen(profile) };
        Cut(entity, "Json", ProfileCodec.Serialize(profile));
        Cut(entity, "Timeline", profile.Timeline.Packed);
        return entity;
    }

    private static void Cut(TableEntity entity, string name, ReadOnlyMemory<byte> bytes)
    {
        for (int piece = 0; piece * PieceBytes < bytes.Length; piece++)
            entity[$"{name}{piece}"] = bytes[(piece * PieceBytes)..Math.Min(bytes.Length, (piece + 1) * PieceBytes)].ToArray();
    }

    private static ReadOnlyMemory<byte> Joined(TableEntity entity, string name)
    {
        using MemoryStream joined = new();
        for (int piece = 0; entity.GetBinary($"{name}{piece}") is { } bytes; piece++) joined.Write(bytes);
        return joined.GetBuffer().AsMemory(0, (int)joined.Length);
    }
}
