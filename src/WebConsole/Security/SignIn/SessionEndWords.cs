using WebConsole.Security.Sessions;

namespace WebConsole.Security.SignIn;

/// <summary>Why a session ended: a word in the address of the sign-in page, and a sentence on it. Only these are shown, whatever the address says.</summary>
internal static class SessionEndWords
{
    private static readonly (SessionEnd End, string Word, string Sentence)[] All =
    [
        (SessionEnd.Expired, "expired", "Your session has expired."),
        (SessionEnd.SignedOut, "signed-out", "You have signed out in another tab or window."),
        (SessionEnd.Elsewhere, "elsewhere", "Your session was ended from another session of yours."),
        (SessionEnd.Administrator, "administrator", "An administrator has ended your session."),
        (SessionEnd.Account, "account", "Your session has ended: your account on this host has changed, or may no longer sign in here."),
        (SessionEnd.Unknown, "unknown", "Your session has ended. The server no longer knows it, perhaps since a restart."),
    ];

    public static string Of(SessionEnd end) => All.First(words => words.End == end).Word;

    public static string? Sentence(string? word) => All.FirstOrDefault(words => words.Word == word).Sentence;
}
