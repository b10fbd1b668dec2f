namespace Libvirt;

/// <summary>
/// What to overwrite a volume with.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolWipeAlgorithm">virStorageVolWipeAlgorithm</see>.
/// </summary>
public enum StorageVolumeWipeAlgorithm
{
    /// <summary>Zeros, once.</summary>
    Zero = 0,

    /// <summary>NNSA NAP-14.1-C, 4 passes.</summary>
    Nnsa = 1,

    /// <summary>DoD 5220.22-M, 4 passes.</summary>
    Dod = 2,

    /// <summary>The German BSI's method, 9 passes.</summary>
    Bsi = 3,

    /// <summary>Gutmann's method, 35 passes.</summary>
    Gutmann = 4,

    /// <summary>Schneier's method, 7 passes.</summary>
    Schneier = 5,

    /// <summary>Pfitzner's method, 7 passes.</summary>
    Pfitzner7 = 6,

    /// <summary>Pfitzner's method, 33 passes.</summary>
    Pfitzner33 = 7,

    /// <summary>Random data, once.</summary>
    Random = 8,

    /// <summary>Nothing: tell the storage that it is not needed.</summary>
    Trim = 9,
}
