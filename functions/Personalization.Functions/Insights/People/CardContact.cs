using Personalization.Messages;
using Personalization.Profiles;

namespace Personalization.Functions.Insights.People;

/// <summary>How a person is reached, as much of it as is needed to tell whether it is the right one.</summary>
internal static class CardContact
{
    public static ContactBody Of(Profile profile, bool reveal)
    {
        string? email = ContactPoints.Of(profile, MessageChannel.Email), phone = ContactPoints.Of(profile, MessageChannel.Sms);
        return reveal ? new ContactBody(email, phone, false) : new ContactBody(MaskedEmail(email), MaskedPhone(phone), true);
    }

    /// <summary><c>a***@e***.org</c>: first letters, and what the domain ends with.</summary>
    public static string? MaskedEmail(string? email)
    {
        if (email is null) return null;
        int at = email.LastIndexOf('@'), dot = email.LastIndexOf('.');
        return at < 1 || dot < at + 2 ? "***" : $"{First(email)}***@{First(email[(at + 1)..])}***{email[dot..]}";
    }

    /// <summary>The last two digits.</summary>
    public static string? MaskedPhone(string? phone) => phone is null ? null : phone.Length < 6 ? "***" : "***" + phone[^2..];

    // A letter may take two characters.
    private static string First(string text) => text.EnumerateRunes().First().ToString();
}
