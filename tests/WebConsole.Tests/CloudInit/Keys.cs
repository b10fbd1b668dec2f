namespace WebConsole.Tests.CloudInit;

/// <summary>Public keys that ssh-keygen made; nobody has the private ones.</summary>
internal static class Keys
{
    public const string Ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBMnb1mh4Xdfj5B8CTqLoEK/31mLv799z7b59GnUFfw1";
    public const string Ecdsa256 = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBBqHIIodd7p5sqdtJuapy0JzYk/gm3RcKySXDvuUl/FPmicnwwrkLuycR9EZ+a284fYdH4FRha2Ps3aENrAIKMc=";
    public const string Ecdsa521 = "ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBAEODb0uLJRIkKaOyvMB9l5iLsn5teP/I0d/ah9sohQRYaxJM06L2CTeTMJ56otwmH6ZYOvcvW+lq4jFIWj0Uj7/vAEtw4z8B/GzUtD4YZJ3rTUWe8m69PzP874shLIlj5I0RnW3WVLf6Yj0jQ2i3zZY0kgiq2C5nwnpy+Q9LfuqNH95Zg==";
    public const string Rsa = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCqBhq9RYABRWDsyZUyszfkwiPLp7Gb1epdopQR1MzGcXWpse3dIolKRk8DtjDRew2GFAi8KJJBPbcbCNULN22WuXobKC5PmWER9YzHvhZei+BmPiRGY6PDzUQz4QU3MTdzxJg6UmwUcHEmRYdFS5JsAn3+/h2wjJJsGy3NyBZjxwzHd6vvPPywuh/yHbhqWDgqrwbNSOf7z6X9oxvs0ccWifdNmJVID6SRHDDg0lCGa/1vIXwpckp03HeLO5g+CKuUABYIhUzNPlGC1BRvZMky7X46V4T4vXUl1LPN/ZufXrSFefzbCsbsDrKjyzw7XtoSII0XgbwBHIEs5KsBKfEf";
}
