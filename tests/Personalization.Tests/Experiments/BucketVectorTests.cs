using System.Collections.Immutable;
using System.Text;
using Personalization.Experiments.Bucketing;

namespace Personalization.Tests.Experiments;

/// <summary>Hashes and places against vectors that others have published: who moves here from there stays in the same bucket.</summary>
[Trait("Feature", "S125")]
public sealed class BucketVectorTests
{
    // SMHasher's and Wikipedia's; those in hex are of Bitcoin Core's src/test/hash_tests.cpp.
    [Theory]
    [InlineData("", 0x00000000u, 0x00000000u)]
    [InlineData("", 0xFBA4C795u, 0x6A396F08u)]
    [InlineData("", 0xFFFFFFFFu, 0x81F16F39u)]
    [InlineData("00", 0x00000000u, 0x514E28B7u)]
    [InlineData("00", 0xFBA4C795u, 0xEA3F0B17u)]
    [InlineData("FF", 0x00000000u, 0xFD6CF10Du)]
    [InlineData("0011", 0x00000000u, 0x16C6B7ABu)]
    [InlineData("001122", 0x00000000u, 0x8EB51C3Du)]
    [InlineData("00112233", 0x00000000u, 0xB4471BF8u)]
    [InlineData("0011223344", 0x00000000u, 0xE2301FA8u)]
    [InlineData("001122334455", 0x00000000u, 0xFC2E4A15u)]
    [InlineData("00112233445566", 0x00000000u, 0xB074502Cu)]
    [InlineData("0011223344556677", 0x00000000u, 0x8034D2A0u)]
    [InlineData("001122334455667788", 0x00000000u, 0xB4698DEFu)]
    public void Of_PublishedMurmurVectorOfBytes_SameHash(string hex, uint seed, uint hash) => Assert.Equal(hash, Murmur3.Of(Convert.FromHexString(hex), seed));

    [Theory]
    [InlineData("abc", 0u, 0xB3DD93FAu)]
    [InlineData("Hello, world!", 0x9747B28Cu, 0x24884CBAu)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0u, 0x2E4FF723u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x9747B28Cu, 0x2FA826CDu)]
    [InlineData("ππππππππ", 0x9747B28Cu, 0xD58063C1u)]
    public void Of_PublishedMurmurVectorOfText_SameHash(string text, uint seed, uint hash) => Assert.Equal(hash, Murmur3.Of(Encoding.UTF8.GetBytes(text), seed));

    // Optimizely, swift-sdk, BucketTests_Base.swift: "should be reproduced exactly in all clients".
    [Theory]
    [InlineData("ppid1", "1886780721", 5254)]
    [InlineData("ppid2", "1886780721", 4299)]
    [InlineData("ppid2", "1886780722", 2434)]
    [InlineData("ppid3", "1886780721", 5439)]
    [InlineData("a very very very very very very very very very very very very very very very long ppd string", "1886780721", 6128)]
    public void Place_OptimizelyVector_SameBucket(string unit, string seed, int bucket) => Assert.Equal(bucket, (int)(Buckets.Place(BucketHash.Murmur3, seed, unit) * 10_000));

    // GrowthBook, packages/sdk-js/test/cases.json: hash.
    [Theory]
    [InlineData("a", 0.22)]
    [InlineData("b", 0.077)]
    [InlineData("ab", 0.946)]
    [InlineData("def", 0.652)]
    [InlineData("8952klfjas09ujkasdf", 0.549)]
    [InlineData("123", 0.011)]
    [InlineData("___)((*\":&", 0.563)]
    public void Place_GrowthBookVersionOneVector_SamePlace(string unit, double place) => Assert.Equal(place, Buckets.Place(BucketHash.GrowthBook1, "", unit));

    // The same file: hash, stickyBucket and feature; of the latter two the bucket.
    [Theory]
    [InlineData("seed", "a", 0.0505)]
    [InlineData("feature-exp", "d123", 0.6468)]
    [InlineData("feature-exp", "i123", 0.9943)]
    [InlineData("feature", "123", 0.5231)]
    public void Place_GrowthBookVersionTwoVector_SamePlace(string seed, string unit, double place) => Assert.Equal(place, Buckets.Place(BucketHash.GrowthBook2, seed, unit));

    [Theory]
    [InlineData("123", 0.863, 2)]
    [InlineData("456", 0.178, 0)]
    [InlineData("fds", 0.514, 1)]
    public void Choose_GrowthBookExperimentVector_SamePlaceAndVariant(string unit, double place, int variant)
    {
        Assert.Equal(place, Buckets.Place(BucketHash.GrowthBook1, "feature", unit));
        Assert.Equal(variant, Buckets.Choose(place, Buckets.Ranges([1, 1, 1], 1)));
    }

    // The same file: run, "coverage - 1" to "coverage - 9"; -1 stands for not in the experiment.
    [Fact]
    public void Choose_GrowthBookCoverageVectors_SameVariants()
    {
        ImmutableArray<BucketRange> ranges = Buckets.Ranges([1, 1], 0.4);
        int[] variants = [.. "123456789".Select(unit => Buckets.Choose(Buckets.Place(BucketHash.GrowthBook1, "my-test", unit.ToString()), ranges))];
        Assert.Equal([-1, 0, 0, -1, 1, -1, 0, 1, -1], variants);
    }

    // The same file: run, "three way test - 1" to "- 9".
    [Fact]
    public void Choose_GrowthBookThreeWayVectors_SameVariants() =>
        Assert.Equal([2, 0, 0, 2, 1, 2, 0, 1, 0], "123456789".Select(unit => Buckets.Choose(Buckets.Place(BucketHash.GrowthBook1, "my-test", unit.ToString()), Buckets.Ranges([1, 1, 1], 1))));

    // The same file: getBucketRange.
    [Theory]
    [InlineData(2, 1, new[] { 0, 0.5, 0.5, 1 })]
    [InlineData(2, 0.5, new[] { 0, 0.25, 0.5, 0.75 })]
    [InlineData(2, 0, new[] { 0, 0, 0.5, 0.5 })]
    [InlineData(4, 1, new[] { 0, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 1 })]
    public void Ranges_GrowthBookVector_SameRanges(int variants, double traffic, double[] bounds) =>
        Assert.Equal(bounds, Buckets.Ranges([.. Enumerable.Repeat(1d, variants)], traffic).SelectMany(one => new[] { one.From, one.To }));

    // Unleash: the first two of unleash-client-go, TestNormalizedValue; the others of murmurhash3js, which its feature evaluator uses.
    [Theory]
    [InlineData("gr1", "123", 73)]
    [InlineData("groupX", "999", 25)]
    [InlineData("demo", "user-1", 95)]
    [InlineData("demo", "user-2", 96)]
    [InlineData("demo", "bob", 76)]
    public void Normalised_UnleashVector_SameBucket(string group, string unit, int bucket)
    {
        Assert.Equal(bucket, Buckets.Normalised(group, unit));
        Assert.Equal((bucket - 1) / 100d, Buckets.Place(BucketHash.Unleash, group, unit));
    }

    [Theory]
    [InlineData("user-1", 93)]
    [InlineData("bob", 5)]
    public void Normalised_UnleashVariantVector_SameBucket(string unit, int bucket) => Assert.Equal(bucket, Buckets.Normalised("demo", unit, 100, 86028157));
}
