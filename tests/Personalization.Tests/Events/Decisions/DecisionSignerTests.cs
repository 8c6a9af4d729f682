using System.Buffers.Text;
using FsCheck;
using FsCheck.Fluent;
using Personalization.Events.Decisions;

namespace Personalization.Tests.Events.Decisions;

public sealed class DecisionSignerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 5, 13, 59, 59, TimeSpan.Zero);

    private static DecisionId Some(string strategy = "for_you", string placement = "home") => DecisionId.Of("inputs", Now, strategy, placement);

    [Fact]
    public void TryRead_CreatedToken_GivesTheDecision() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<(ulong Hash, uint Hours, NonNull<string> Strategy, NonNull<string> Placement)>(), one =>
        {
            using DecisionSigner signer = new("a key of some length");
            DecisionId decision = new(one.Hash, DateTimeOffset.UnixEpoch.AddHours(one.Hours % 1_000_000), Short(one.Strategy.Get), Short(one.Placement.Get));

            Assert.True(signer.TryRead(signer.Create(decision), out DecisionId read));
            Assert.Equal(decision, read);
            Assert.Equal(signer.Create(decision), signer.Create(read));
        }));

    [Fact]
    public void Create_SameDecisionAnywhere_IsTheSameShortToken()
    {
        using DecisionSigner one = new("a key of some length"), other = new("a key of some length");

        Assert.Equal(one.Create(Some()), other.Create(Some()));
        Assert.Equal(one.Create(Some()), one.Create(DecisionId.Of("inputs", Now.AddSeconds(-3599), "for_you", "home")));
        Assert.NotEqual(one.Create(Some()), one.Create(DecisionId.Of("inputs", Now.AddSeconds(1), "for_you", "home")));
        Assert.NotEqual(one.Create(Some()), one.Create(DecisionId.Of("other", Now, "for_you", "home")));
        Assert.Matches("^d-[A-Za-z0-9_-]{50}$", one.Create(Some()));
    }

    [Fact]
    public void TryRead_AnyBitChanged_RefusesTheToken()
    {
        using DecisionSigner signer = new("a key of some length");
        byte[] bytes = Base64Url.DecodeFromChars(signer.Create(Some()).AsSpan("d-".Length));
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] changed = [.. bytes];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.False(signer.TryRead("d-" + Base64Url.EncodeToString(changed), out DecisionId read));
            Assert.Equal(default, read);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("d-")]
    [InlineData("d-0123456789abcdef01234567")]
    [InlineData("rec_81")]
    [InlineData("d-!!!!")]
    [InlineData("d-AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void TryRead_WhatIsNoToken_Refuses(string token)
    {
        using DecisionSigner signer = new("a key of some length");

        Assert.False(signer.TryRead(token, out _));
        Assert.False(signer.TryRead(token + new string('A', 4000), out _));
    }

    [Fact]
    public void TryRead_OtherSpellingsOfAToken_Refuses()
    {
        using DecisionSigner signer = new("a key of some length");
        string token = signer.Create(Some());

        Assert.False(signer.TryRead(token + "=", out _));
        Assert.False(signer.TryRead(token.Insert(10, " "), out _));
        Assert.False(signer.TryRead(token.ToUpperInvariant(), out _));
        Assert.False(signer.TryRead(token.AsSpan(0, token.Length - 1), out _));
    }

    [Fact]
    public void TryRead_KeysInRotation_BelievesAllAndSignsWithTheFirst()
    {
        using DecisionSigner old = new("the key of last year"), both = new("the key of this year", "the key of last year"), young = new("the key of this year");
        string before = old.Create(Some()), after = both.Create(Some());

        Assert.True(both.TryRead(before, out _));
        Assert.True(young.TryRead(after, out _));
        Assert.False(old.TryRead(after, out _));
        Assert.False(young.TryRead(before, out _));
    }

    [Fact]
    public void Constructor_NoKeyOrAShortOne_Throws()
    {
        Assert.Throws<ArgumentException>(() => new DecisionSigner(DecisionSigner.Split(" , ")));
        Assert.Throws<ArgumentException>(() => new DecisionSigner(DecisionSigner.Split("long-enough-to-be-one short")));
        Assert.Equal(["one", "two", "three"], DecisionSigner.Split("one,two\n three "));
    }

    [Fact]
    public void Of_NameTooLong_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Some(strategy: new string('s', 65)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Some(placement: new string('ქ', 22)));
        Assert.Equal(64, Some(placement: new string('s', 64)).Placement.Length);
    }

    [Fact]
    public async Task Create_ManyThreadsAtOnce_GivesTheSameToken()
    {
        using DecisionSigner signer = new("a key of some length");
        string expected = signer.Create(Some());

        string[][] tokens = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 2000).Select(_ => signer.Create(Some())).ToArray())));

        Assert.All(tokens.SelectMany(one => one), token => Assert.Equal(expected, token));
    }

    [Theory]
    [InlineData(-60, true)]
    [InlineData(-65, false)]
    [InlineData(0, true)]
    [InlineData(30 * 24 * 60, true)]
    [InlineData((30 * 24 * 60) + 61, false)]
    public void Covers_EventSoManyMinutesAfter_HoldsForItsLifetime(int minutes, bool covered) =>
        Assert.Equal(covered, Some().Covers(Now.AddMinutes(minutes)));

    private static string Short(string text)
    {
        string clean = string.Concat(text.Where(letter => !char.IsSurrogate(letter)));
        return clean.Length > 20 ? clean[..20] : clean;
    }
}
