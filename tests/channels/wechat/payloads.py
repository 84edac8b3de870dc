"""One push of every kind, as WeChat documents them; who and what in them is made up."""

HEAD = "<ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oCitizen_1]]></FromUserName>"


def event(name: str, inner: str = "") -> str:
    return f"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{name}]]></Event>{inner}"


def key(value: str) -> str:
    return f"<EventKey><![CDATA[{value}]]></EventKey>"


def plain(kind: str, inner: str) -> str:
    return f"<MsgType><![CDATA[{kind}]]></MsgType>{inner}<MsgId>24000000000000001</MsgId>"


MESSAGES = {
    "text": plain("text", "<Content><![CDATA[路灯坏了]]></Content>"),
    "choice": plain("text", "<Content><![CDATA[1]]></Content><bizmsgmenuid>1</bizmsgmenuid>"),
    "voice": plain(
        "voice", "<MediaId><![CDATA[m]]></MediaId><Format><![CDATA[amr]]></Format><Recognition></Recognition>"
    ),
    "heard": plain("voice", "<MediaId><![CDATA[m]]></MediaId><Recognition><![CDATA[路灯坏了]]></Recognition>"),
    "image": plain("image", "<PicUrl><![CDATA[http://example.invalid/p]]></PicUrl><MediaId><![CDATA[m]]></MediaId>"),
    "video": plain("video", "<MediaId><![CDATA[m]]></MediaId><ThumbMediaId><![CDATA[t]]></ThumbMediaId>"),
    "shortvideo": plain("shortvideo", "<MediaId><![CDATA[m]]></MediaId>"),
    "location": plain(
        "location",
        "<Location_X>26.08</Location_X><Location_Y>119.32</Location_Y><Scale>15</Scale>"
        "<Label><![CDATA[晋安区福新路1号]]></Label>",
    ),
    "bare location": plain("location", "<Location_X>26.08</Location_X><Location_Y>119.32</Location_Y><Label></Label>"),
    "link": plain("link", "<Title><![CDATA[t]]></Title><Url><![CDATA[http://example.invalid/]]></Url>"),
    "new kind": plain("hologram", "<Depth>3</Depth>"),
    "blank": plain("text", "<Content><![CDATA[  ]]></Content>"),
}
EVENTS = {
    "subscribe": event("subscribe", key("")),
    "subscribe with page": event("subscribe", key("qrscene_d:doc.road") + "<Ticket><![CDATA[T]]></Ticket>"),
    "subscribe with other scene": event("subscribe", key("qrscene_123")),
    "unsubscribe": event("unsubscribe"),
    "scan": event("SCAN", key("d:doc.road") + "<Ticket><![CDATA[T]]></Ticket>"),
    "scan of no page": event("SCAN", key("d:doc.gone")),
    "click": event("CLICK", key("怎么申请公开")),
    "view": event("VIEW", key("http://example.invalid/")),
    "scancode": event("scancode_waitmsg", key("k") + "<ScanCodeInfo><ScanType>qrcode</ScanType></ScanCodeInfo>"),
    "location event": event("LOCATION", "<Latitude>26.08</Latitude><Longitude>119.32</Longitude>"),
    "modified": event("user_info_modified", "<OpenID><![CDATA[oCitizen_1]]></OpenID>"),
    "revoke": event("user_authorization_revoke", "<RevokeInfo>1</RevokeInfo>"),
    "cancellation": event("user_authorization_cancellation"),
    "sent": event("TEMPLATESENDJOBFINISH", "<MsgID>1</MsgID><Status><![CDATA[success]]></Status>"),
    "new event": event("telepathy"),
}


def xml(inner: str, created: int = 1_780_000_000) -> bytes:
    return f"<xml>{HEAD}<CreateTime>{created}</CreateTime>{inner}</xml>".encode()
