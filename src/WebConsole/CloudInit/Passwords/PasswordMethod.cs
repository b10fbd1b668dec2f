namespace WebConsole.CloudInit.Passwords;

/// <summary>How a password is hashed, in the words of crypt(5).</summary>
public enum PasswordMethod
{
    /// <summary>The default of Debian 11, Ubuntu 22.04, Fedora 35 and later.</summary>
    Yescrypt,

    /// <summary>What every guest reads: also musl (Alpine), the BSDs and older distributions.</summary>
    Sha512,
}
