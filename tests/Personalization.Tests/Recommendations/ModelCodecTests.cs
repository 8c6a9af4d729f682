using System.Security.Cryptography;
using Personalization.Recommendations;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations;

public sealed class ModelCodecTests
{
    private static readonly byte[] Bytes = ModelCodec.Serialize(Model(
        [Order("u1", 0, "φόρεμα", "کفش", "c"), Order("u2", 0, "φόρεμα", "کفش"), View("d", "c", 0), View("d", "φόρεμα", 1)]));

    [Fact]
    public void Deserialize_SerializedModel_GivesTheSameModel()
    {
        RecommendationModel model = ModelCodec.Deserialize(Bytes);

        Assert.Equal(Bytes, ModelCodec.Serialize(model));
        Assert.Equal(4, model.Events);
        Assert.Equal("کفش", model.Neighbours(model.Bought, "φόρεμα").First().ProductId);
        Assert.Equal("φόρεμα", model.Near(model.Viewed, "c"));
        Assert.Equal(ModelCodec.Serialize(RecommendationModel.Empty), ModelCodec.Serialize(ModelCodec.Deserialize(ModelCodec.Serialize(RecommendationModel.Empty))));
    }

    [Fact]
    public void Deserialize_BytesCutAnywhere_IsRefused()
    {
        for (int length = 0; length < Bytes.Length; length++) Assert.Throws<InvalidDataException>(() => ModelCodec.Deserialize(Bytes.AsMemory(0, length)));
        byte[] longer = [.. Bytes, 0];
        Assert.Throws<InvalidDataException>(() => ModelCodec.Deserialize(longer));
    }

    [Fact]
    public void Deserialize_AnyByteFlipped_IsRefused()
    {
        byte[] bytes = [.. Bytes];
        for (int place = 0; place < bytes.Length; place++)
        {
            bytes[place] ^= 0x10;
            Assert.Throws<InvalidDataException>(() => ModelCodec.Deserialize(bytes));
            bytes[place] ^= 0x10;
        }
    }

    [Fact]
    public void Deserialize_NewerVersionWithItsChecksum_IsRefusedByItsVersion()
    {
        byte[] content = Bytes[..^SHA256.HashSizeInBytes];
        content[4]++;
        byte[] newer = [.. content, .. SHA256.HashData(content)];

        InvalidDataException fault = Assert.Throws<InvalidDataException>(() => ModelCodec.Deserialize(newer));

        Assert.Contains("version 3", fault.Message, StringComparison.Ordinal);
    }
}
