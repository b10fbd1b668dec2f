namespace Libvirt.Xml;

/// <summary>How an image is encrypted.</summary>
/// <seealso href="https://libvirt.org/formatstorageencryption.html"/>
public sealed class StorageEncryptionXml : XmlView
{
    internal StorageEncryptionXml(XmlView whole, XmlPath at) : base(whole, at) { }

    /// <summary>The format: <c>luks</c>, <c>luks2</c>, <c>qcow</c>, <c>default</c>.</summary>
    public string? Format { get => Get("@format"); set => Set("@format", value); }

    /// <summary>Who encrypts: <c>qemu</c> (also when missing) or <c>librbd</c>.</summary>
    public string? Engine { get => Get("@engine"); set => Set("@engine", value); }

    /// <summary>The secrets that open it; several only for layers of RBD images.</summary>
    public XmlList<StorageSecretXml> Secrets => Views("secret", e => new StorageSecretXml(e));

    /// <summary>The cipher of a new image, such as <c>aes</c>.</summary>
    public string? CipherName { get => Get("cipher@name"); set => Set("cipher@name", value); }

    /// <summary>The length of its key in bits, such as 256.</summary>
    public int? CipherBits { get => GetInt("cipher@size"); set => SetNumber("cipher@size", value); }

    /// <summary>Its mode, such as <c>xts</c>.</summary>
    public string? CipherMode { get => Get("cipher@mode"); set => Set("cipher@mode", value); }

    /// <summary>The hash by which its key is derived, such as <c>sha256</c>.</summary>
    public string? CipherHash { get => Get("cipher@hash"); set => Set("cipher@hash", value); }

    /// <summary>How initial vectors are made, such as <c>plain64</c>.</summary>
    public string? IvGenerator { get => Get("ivgen@name"); set => Set("ivgen@name", value); }

    /// <summary>The hash for that, such as <c>sha256</c>.</summary>
    public string? IvGeneratorHash { get => Get("ivgen@hash"); set => Set("ivgen@hash", value); }

    /// <summary>Says that it is encrypted with LUKS, by the passphrase in this secret and no other.</summary>
    public void SetLuks(Guid secret)
    {
        Format = "luks";
        while (Secrets.Count > 1)
            Secrets.RemoveAt(1);
        var kept = Secrets.Count > 0 ? Secrets[0] : Secrets.Add();
        (kept.Type, kept.Uuid, kept.Usage) = ("passphrase", secret, null);
    }
}
