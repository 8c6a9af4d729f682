using Personalization.Assistant.Masking;

namespace Personalization.Tests.Assistant;

/// <summary>What a model and a store do not get to see, and what they see instead.</summary>
[Trait("Feature", "S90")]
public sealed class MaskedTextTests
{
    [Theory]
    [InlineData("write to anna@example.com", "write to [email-1]")]
    [InlineData("call +30 694 123 4567", "call [phone-1]")]
    [InlineData("order 2024000123", "order [number-1]")]
    [InlineData("order 20240001234567", "order [number-1]")]
    [InlineData("card 4111111111111111", "card [account-1]")]
    [InlineData("card 4111 1111 1111 1111", "card [account-1]")]
    [InlineData("order SO-123456789", "order SO-123456789")]
    [InlineData("between 100 and 200, 12345678", "between 100 and 200, 12345678")]
    [InlineData("a@b.de c@d.de a@b.de", "[email-1] [email-2] [email-1]")]
    public void Mask_ValuesThatNameSomebody_ArePlaceholdersThatComeBack(string text, string masked)
    {
        MaskedText mask = new();

        Assert.Equal(masked, mask.Mask(text));
        Assert.Equal(text, mask.Unmask(masked));
    }

    [Fact]
    public void Mask_LaterTurn_GoesOnWithWhatWasKept()
    {
        MaskedText first = new();
        first.Mask("a@b.de, +30 694 123 4567, 4111111111111111, 2024000123");
        MaskedText second = new(first.Kept);

        Assert.Equal(["[email-1]", "[number-1]"], first.Kept.Select(one => one.Placeholder));
        Assert.Equal("[email-2], [email-1], [number-2], [phone-1]", second.Mask("c@d.de, a@b.de, 2024000124, +30 694 123 4568"));
    }

    [Fact]
    public void Keep_WhatToolsHaveFound_HasNoNumberThatCouldStandForAnother()
    {
        MaskedText mask = new();
        mask.Mask("a@b.de");

        Assert.Equal("[email-1], [email], [phone], [account], [number]", mask.Keep("a@b.de, stranger@b.de, +30 694 123 4567, 4111111111111111, 2024000123"));
        Assert.Equal("[email]", MaskedText.Hide("a@b.de"));
    }
}
