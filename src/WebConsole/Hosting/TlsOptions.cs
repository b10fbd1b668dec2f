namespace WebConsole.Hosting;

/// <summary>The certificate for https addresses.</summary>
public sealed record TlsOptions
{
    /// <summary>A PEM file with the certificate chain, or a PKCS #12 file.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>The PEM file of the private key; empty for PKCS #12, or where the certificate's file holds it.</summary>
    public string Key { get; init; } = "";

    /// <summary>The password of the key or of the PKCS #12 file, where it has one.</summary>
    public string Password { get; init; } = "";

    /// <summary>Whether browsers are told to come by https alone from then on, our own or the proxy's. It holds for all ports of the name.</summary>
    public bool Hsts { get; init; } = true;

    /// <summary>The file that holds the private key.</summary>
    public string KeyFile => Key.Length > 0 ? Key : Certificate;

    public bool IsConfigured => Certificate.Length > 0;
}
