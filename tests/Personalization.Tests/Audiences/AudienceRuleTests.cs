using System.Collections.Immutable;
using Personalization.Audiences;
using Personalization.Privacy;
using Personalization.Segments.Population;
using Personalization.Tests.Segments;

namespace Personalization.Tests.Audiences;

public sealed class AudienceRuleTests
{
    private const string Yes = "\"consent:advertising\":\"granted\",\"consent:sharing\":\"granted\"";

    [Theory]
    [Trait("Feature", "S119")]
    [InlineData("\"email\":\"ana@example.com\",\"phone\":\"+995555123456\"," + Yes, AudienceStanding.EmailAndPhone)]
    [InlineData("\"email\":\"ana@example.com\",\"phone\":\"555123456\"," + Yes, AudienceStanding.Email)]
    [InlineData("\"phone\":\"+995555123456\"," + Yes, AudienceStanding.Phone)]
    [InlineData("\"email\":\"ana\"," + Yes, AudienceStanding.NoIdentifier)]
    [InlineData("\"email\":\"ana@example.com\"", AudienceStanding.NoConsent)]
    [InlineData("\"email\":\"ana@example.com\",\"consent:advertising\":\"granted\"", AudienceStanding.NoConsent)]
    [InlineData("\"email\":\"ana@example.com\",\"consent:sharing\":\"granted\"", AudienceStanding.NoConsent)]
    [InlineData("\"email\":\"ana@example.com\",\"subscription:email\":\"subscribed\",\"consent:marketing\":\"granted\"", AudienceStanding.NoConsent)]
    [InlineData("\"email\":\"ana@example.com\",\"consent:advertising\":\"granted\",\"consent:sharing\":\"denied\"", AudienceStanding.Objected)]
    [InlineData("\"email\":\"ana@example.com\",\"consent:advertising\":\"denied\",\"consent:sharing\":\"granted\"", AudienceStanding.Objected)]
    public void StandingOf_WhatAPersonHasSaid_DecidesWhetherTheyAreOnAList(string traits, AudienceStanding expected)
    {
        Person person = new();
        person.Says("{" + traits + "}");

        Assert.Equal(expected, AudienceRules.StandingOf(person.Facts.Profile));
        foreach (AdNetwork network in Enum.GetValues<AdNetwork>())
            Assert.Equal(expected >= AudienceStanding.Email, AudienceRow.Of(person.Facts.Profile, network) is not null);
    }

    [Fact]
    [Trait("Feature", "S119")]
    public void Of_PermissionOfSomebodyElse_Throws()
    {
        Person person = new();
        person.Says("{\"email\":\"ana@example.com\"," + Yes + "}");
        Consents said = Consents.SaidBy(person.Facts.Profile);
        AudienceRow row = AudienceRow.Of(person.Facts.Profile, AdNetwork.Meta, said.For<ForAdvertising>()!, said.For<ForSharing>()!)!;

        Assert.Equal((AdIdentifiers.Hash("ana@example.com"), null), (row.Email, row.Phone));
        Assert.Throws<ArgumentException>(() => AudienceRow.Of(
            person.Facts.Profile with { Key = Personalization.Profiles.PersonKey.User("somebody-else") }, AdNetwork.Meta, said.For<ForAdvertising>()!, said.For<ForSharing>()!));
    }

    [Fact]
    public void Of_CountsOfAPass_AddUpAndAreUnknownWhereItHasNotAsked()
    {
        PopulationTally tally = new(ImmutableSortedDictionary<string, SegmentCount>.Empty, Person.Noon, new AudienceRules());
        foreach (string traits in (string[])[Yes, "\"email\":\"a@example.com\"," + Yes, "\"email\":\"b@example.com\",\"phone\":\"+995555123456\"," + Yes, "\"email\":\"c@example.com\"", "\"consent:advertising\":\"denied\""])
        {
            Person person = new();
            person.Says("{" + traits + "}");
            tally.Add(person.Facts.Profile, ["vip"]);
        }

        Assert.Equal(new AudienceSize(Members: 5, Reachable: 2, WithEmail: 2, WithPhone: 1, Objected: 1, NoConsent: 1, NoIdentifier: 1), AudienceSize.Of(tally.Counts["vip"]));
        Assert.Equal(new AudienceSize(0, 0, 0, 0, 0, 0, 0), AudienceSize.Of(SegmentCount.Nobody));
        Assert.Null(AudienceSize.Of(SegmentCount.Nobody with { Members = 3 }));
    }
}
