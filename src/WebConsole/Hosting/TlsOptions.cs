namespace WebConsole.Hosting;

/// <summary>The certificate for https addresses.</summary>
public sealed record TlsOptions
{
    /// <summary>A PEM file with the certificate chain, or a PKCS #12 file.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>The PEM file of the private key; empty for PKCS #12, or if the certificate's file contains it.</summary>
    public string Key { get; init; } = "";

    /// <summary>The password of the key or of the PKCS #12 file, if it has one.</summary>
    public string Password { get; init; } = "";

    /// <summary>
    /// Whether to send HSTS, with our own TLS or the proxy's: browsers then use only https for all ports of the host
    /// name.
    /// </summary>
    public bool Hsts { get; init; } = true;

    /// <summary>The file that holds the private key.</summary>
    public string KeyFile => Key.Length > 0 ? Key : Certificate;

    public bool IsConfigured => Certificate.Length > 0;
}
