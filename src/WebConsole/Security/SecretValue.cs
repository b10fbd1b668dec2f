namespace WebConsole.Security;

/// <summary>Removes a secret that is known from a message.</summary>
public static class SecretValue
{
    /// <summary>A shorter secret may be a part of ordinary words.</summary>
    private const int ShortestAnywhere = 8;

    /// <summary>
    /// The message with <see cref="DefinitionMask.Mark"/> for the secret. A short one is found where no letter or digit adjoins it, so that a
    /// password <c>a</c> does not make every message unreadable, and the message tells nobody by its gaps what the password is.
    /// </summary>
    public static string HideIn(string message, string secret)
    {
        if (secret.Length >= ShortestAnywhere)
            return message.Replace(secret, DefinitionMask.Mark, StringComparison.Ordinal);
        for (var (at, from) = (0, 0); secret.Length > 0 && (at = message.IndexOf(secret, from, StringComparison.Ordinal)) >= 0;)
        {
            var (isWhole, end) = (!Continues(message, at - 1, at) && !Continues(message, at + secret.Length, at + secret.Length - 1), at + secret.Length);
            message = isWhole ? $"{message[..at]}{DefinitionMask.Mark}{message[end..]}" : message;
            from = isWhole ? at + DefinitionMask.Mark.Length : at + 1;
        }
        return message;
    }

    /// <summary>Whether the letter beside a secret would make one word of both.</summary>
    private static bool Continues(string message, int beside, int edge) =>
        beside >= 0 && beside < message.Length && char.IsLetterOrDigit(message[beside]) && char.IsLetterOrDigit(message[edge]);
}
