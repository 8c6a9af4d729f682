using System.Security.Cryptography;
using System.Text;
using Personalization.Common;

namespace Personalization.Tests.Common;

public sealed class StableHashTests
{
    [Fact]
    public void Hex_KnownText_IsThePublishedSha256()
    {
        // FIPS 180-2, "abc".
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", StableHash.Hex("abc", 64));
        Assert.Equal("ba7816bf", StableHash.Hex("abc", 8));
        Assert.Equal(0xba7816bf8f01cfeaUL, StableHash.Of("abc"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Ελληνικά فارسی العربية ქართული русский")]
    public void Hex_AnyTextOfAnyLength_IsThatOfItsUtf8(string seed)
    {
        foreach (int times in new[] { 1, 5, 30, 300 })
        {
            string text = string.Concat(Enumerable.Repeat(seed, times));

            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), StableHash.Hex(text, 64));
        }
    }
}
