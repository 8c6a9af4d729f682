using System.Text;
using Personalization.Catalog.Imports;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Imports;

namespace Personalization.Tests.Profiles.Imports;

[Trait("Feature", "S08")]
public sealed class PeopleFileTests
{
    private static readonly DateTimeOffset Now = Told.Start.AddDays(300);

    private const string Mapping = """
        {"columns":{"userId":"Id","email":"Mail","phone":"Tel","firstName":"First","tags":"Tags"},"callingCode":"30","traits":{"shoe":"Shoe"},
         "consents":[{"channel":"email","column":"News","sourceColumn":"Where","dateColumn":"When"},{"purpose":"personalization","column":"Pers","source":"till","dateColumn":"When"}]}
        """;

    private const string Header = "Id,Mail,Tel,First,Tags,Shoe,News,Pers,Where,When\n";

    [Fact]
    public async Task Rows_OfAWholeFile_BecomeWhatTheySay()
    {
        PersonRow row = Assert.Single((await ReadAsync("""7,MIA@Example.com,0210 123-4567,Mia,"vip, Bargain Hunter",41,yes,no,desk,2026-03-01""")).People);

        Assert.Equal(("7", "mia@example.com", "+302101234567"), (row.UserId, row.Email, row.Phone));
        Assert.Equal("email=mia@example.com firstName=Mia phone=+302101234567 shoe=41", string.Join(' ', row.Traits.Select(one => $"{one.Key}={one.Value}")));
        Assert.Equal("vip|bargain hunter", string.Join('|', row.Tags));
        Assert.Equal(new FiledConsent("subscription:email", "subscribed", Told.Start.AddDays(59), "desk"), row.Consents[0]);
        Assert.Equal(new FiledConsent("consent:personalization", "denied", Told.Start.AddDays(59), "till"), row.Consents[1]);
    }

    [Fact]
    [Trait("Feature", "S23")]
    public async Task Rows_ThatAreDirty_AreNamedByLineAndWithoutTheirContent()
    {
        PeopleFile file = await ReadAsync(
            """
            1,no address,12,A,,,yes,,,
            ,,,Nobody,,,,,,
            ,b@c.gr,,B,,,yes,yes,web,
            ,d@e.gr,,D,,,yes,,,2026-03-01
            4,,,E,,,no,no,,2099-01-01
            """);

        Assert.Equal(new ImportCounts(5, 4, 0, 1), file.Counts);
        Assert.Equal(
            "2 bad_email|2 bad_phone|2 consent_without_date|3 nobody|4 consent_without_date|4 consent_without_date|5 consent_without_source",
            string.Join('|', file.Findings.First.Select(one => $"{one.Line} {one.Code}")));
        Assert.DoesNotContain(file.Findings.First, one => one.Detail.Contains("c.gr", StringComparison.Ordinal) || one.Detail.Contains("no address", StringComparison.Ordinal));
        // A no is taken as it is: with the time of the import where its own cannot be.
        Assert.Equal(["unsubscribed", "denied"], file.People[3].Consents.Select(one => one.Value));
        Assert.All(file.People[3].Consents, one => Assert.Null(one.At));
    }

    [Fact]
    public void Match_ByEachIdentifier_SaysByWhich()
    {
        PersonRow row = new(2, "7", "a@b.gr", "+302101234567");
        PersonKey user = PersonKey.User("7"), mail = PersonKey.Parse("email:a@b.gr")!.Value, phone = PersonKey.Parse("phone:+302101234567")!.Value;

        Assert.Equal(new PersonMatch("new", user), Match(row));
        Assert.Equal(new PersonMatch("matched_user_id", user), Match(row, (user, user)));
        Assert.Equal(new PersonMatch("matched_email", mail), Match(row, (mail, mail)));
        Assert.Equal(new PersonMatch("matched_phone", user), Match(row, (phone, user)));
        Assert.Equal(new PersonMatch("matched_user_id", user), Match(row, (user, user), (mail, user)));
        Assert.Equal(PersonMatch.Ambiguous, Match(row, (user, user), (mail, mail)));
    }

    [Fact]
    public async Task Lines_OfAPerson_AreTheSameWhenTheStepIsDoneAgain()
    {
        PersonRow row = (await ReadAsync("7,a@b.gr,,Mia,vip,41,yes,no,desk,2026-03-01")).People[0];
        string[] Lines(DateTimeOffset at) => [.. new PersonLines("imp-1", at).Of(row, PersonKey.User("7")).Select(line => Encoding.UTF8.GetString(line.Span))];

        ShopEvent[] events = [.. new PersonLines("imp-1", Now).Of(row, PersonKey.User("7")).Select(EventCodec.Parse)];
        Profile profile = Histories.Applied(new Profile { Key = PersonKey.User("7") }, events);

        Assert.Equal(Lines(Now), Lines(Now));
        Assert.Equal("subscribed", profile.Traits["subscription:email"].Value.GetString());
        Assert.Equal(Told.Start.AddDays(59), profile.Traits["subscription:email"].At);
        Assert.Equal("desk", profile.Traits["subscription:email"].Source!.Id);
        Assert.True(profile.Staff.HasTag("vip", Now));
        Assert.Equal("import", profile.Traits["firstName"].Source!.Kind);
    }

    [Fact]
    public async Task Consents_OlderThanWhatThePersonSaid_ChangeNothing()
    {
        PersonRow row = (await ReadAsync("7,a@b.gr,,Mia,,,yes,,desk,2026-03-01")).People[0];
        ShopEvent no = Told.Identify("no", 60 * 86400, """{"subscription:email":"unsubscribed"}""");

        Profile profile = Histories.Applied(new Profile { Key = PersonKey.User("u") }, [no, .. new PersonLines("imp-1", Now).Of(row, PersonKey.User("u")).Select(EventCodec.Parse)]);

        Assert.Equal("unsubscribed", profile.Traits["subscription:email"].Value.GetString());
    }

    [Fact]
    [Trait("Feature", "S22")]
    public async Task Scores_OfAProvider_AreTraitsWithConfidenceAndEnd()
    {
        PeopleFile file = await ReadAsync(
            "Mail,Score,Sure,Until\na@b.gr,\"0,85\",\"0,7\",2027-01-01\nb@b.gr,high,,\nc@b.gr,1,2,\nd@b.gr,1,,never\n",
            """{"columns":{"email":"Mail","value":"Score","confidence":"Sure","validUntil":"Until"},"decimalSeparator":",","score":{"name":"spender","provider":"Acme"}}""", true);

        PersonRow row = Assert.Single(file.People);
        Assert.Equal(["bad_value", "bad_confidence", "bad_time"], file.Findings.First.Select(one => one.Code));
        Profile profile = Histories.Applied(new Profile { Key = PersonKey.User("7") }, [.. new PersonLines("imp-1", Now).Of(row, PersonKey.User("7")).Select(EventCodec.Parse)]);
        Trait score = profile.Traits["score:spender"];
        Assert.Equal((0.85, TraitOrigin.Inferred, "import", "Acme", 0.7), (score.Value.GetDouble(), score.Origin, score.Source!.Kind, score.Source.Id, score.Source.Confidence));
        Assert.Equal("2027-01-01T00:00:00.000Z", profile.Traits["score:spender:until"].Value.GetString());
    }

    [Theory]
    [Trait("Feature", "S23")]
    [InlineData("""{"columns":{"firstName":"A"}}""", "/columns")]
    [InlineData("""{"columns":{"email":"A"},"traits":{"religion":"B"}}""", "/traits/religion")]
    [InlineData("""{"columns":{"email":"A"},"traits":{"consent:marketing":"B"}}""", "/traits/consent:marketing")]
    [InlineData("""{"columns":{"email":"A"},"consents":[{"column":"B"}]}""", "/consents/0")]
    [InlineData("""{"columns":{"email":"A"},"consents":[{"purpose":"spam"}]}""", "/consents/0/purpose")]
    [InlineData("""{"columns":{"email":"A"},"score":{"name":"a","provider":"b"}}""", "/score")]
    [InlineData("""{"columns":{"email":"A"},"timeZone":"Mars"}""", "/timeZone")]
    [InlineData("""{"columns":{"email":"A"},"colour":"red"}""", "$.colour")]
    public void Mappings_ThatAreWrong_NameTheField(string mapping, string pointer) =>
        Assert.Equal(pointer, new PeopleMappings(ForbiddenTraits.Standard).Read(Encoding.UTF8.GetBytes(mapping), false).Problem!.Errors![0].Pointer);

    [Fact]
    public void Mappings_OfForbiddenScores_AreRefused() => Assert.Equal(
        "/score/name",
        new PeopleMappings(ForbiddenTraits.Standard).Read("""{"columns":{"email":"A","value":"V"},"score":{"name":"creditScore","provider":"b"}}"""u8, true).Problem!.Errors![0].Pointer);

    [Fact]
    public void Presets_AllOfThem_AreSound() => Assert.All(PeopleMappings.PresetNames, name => Assert.NotNull(PeopleMappings.Preset(name)));

    private static PersonMatch Match(PersonRow row, params (PersonKey Key, PersonKey Person)[] known) => PersonMatch.Of(row, known.ToDictionary(one => one.Key, one => one.Person));

    private static Task<PeopleFile> ReadAsync(string rows) => ReadAsync(Header + rows, Mapping, false);

    private static async Task<PeopleFile> ReadAsync(string csv, string mapping, bool scores)
    {
        PeopleMappingResult read = new PeopleMappings(ForbiddenTraits.Standard).Read(Encoding.UTF8.GetBytes(mapping), scores);
        Assert.Null(read.Problem);
        using MemoryStream file = new(Encoding.UTF8.GetBytes(csv));
        return await PeopleFileReader.ReadAsync(file, read.Mapping!, Now, CancellationToken.None);
    }
}
